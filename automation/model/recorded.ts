import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Model, ModelAbility, ModelRequest } from '../../shared/ports/model.ts';
import type { Redactor } from '../../shared/ports/redactor.ts';
import { ERRORS, SonnyError, type ErrorCode } from '../../shared/protocol/errors.ts';
import { toJsonSchema } from './json-schema.ts';
import { createScriptedModel } from './scripted.ts';

const Usage = z.object({ input: z.number(), output: z.number(), cost: z.number().nullable() });

/** One line of a recording: what was asked, by its hash, and what came of it, without secrets. */
const Line = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('model'),
    version: z.literal(1),
    ability: z.object({ name: z.string(), sees: z.boolean(), tools: z.boolean(), contextTokens: z.number() }),
  }),
  z.object({
    kind: z.literal('answer'),
    hash: z.string(),
    purpose: z.string(),
    thought: z.string(),
    text: z.string(),
    calls: z.array(z.object({ id: z.string(), name: z.string(), args: z.json() })),
    finish: z.enum(['stop', 'calls', 'length', 'filter']),
    usage: Usage,
  }),
  z.object({
    kind: z.literal('error'),
    hash: z.string(),
    purpose: z.string(),
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  }),
  z.object({ kind: z.literal('vectors'), hash: z.string(), vectors: z.array(z.array(z.number())) }),
]);
type Line = z.infer<typeof Line>;

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** The same for all that a model would answer the same way to: what is only for the record does not count. */
export const hashOfRequest = ({ messages, tools, shape, maxTokens, temperature }: ModelRequest): string =>
  sha256([
    messages.map((message) =>
      message.role === 'user' && message.pictures
        ? {
            ...message,
            pictures: message.pictures.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex')),
          }
        : message,
    ),
    tools?.map(({ name, summary, parameters }) => [name, summary, toJsonSchema(parameters)]) ?? [],
    shape ? [shape.name, toJsonSchema(shape.schema)] : null,
    maxTokens ?? null,
    temperature ?? null,
  ]);

/** What says nothing about a model: that somebody stopped it, or had no time. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['CANCELLED', 'DEADLINE', 'BUDGET_COST']);

/** The same model; what it is asked and answers goes to the end of `file`, secrets hidden. Only its owner may read that file. */
export const createRecordingModel = (model: Model, file: string, redactor: Redactor): Model => {
  let described = '';
  const write = (line: Line): void => {
    const ability = model.ability();
    const description = JSON.stringify({ kind: 'model', version: 1, ability });
    const head = ability && description !== described ? `${description}\n` : '';
    described = description;
    appendFileSync(file, `${head}${JSON.stringify(redactor.value(Line.parse(line)))}\n`, { mode: 0o600 });
  };
  return {
    ability: () => model.ability(),
    async ask(request, progress, onDelta = () => {}) {
      const key = { hash: hashOfRequest(request), purpose: request.purpose };
      let thought = '';
      try {
        const answer = await model.ask(request, progress, (delta) => {
          if (delta.type === 'again') thought = '';
          if (delta.type === 'thought') thought += delta.text;
          onDelta(delta);
        });
        const { text, finish, usage } = answer;
        const calls = answer.calls.map(({ id, name, args }) => ({ id, name, args: z.json().parse(args) }));
        write({ kind: 'answer', ...key, thought, text, calls, finish, usage });
        return answer;
      } catch (thrown) {
        const { code } = SonnyError.from(thrown);
        if (!PASSING.has(code)) write({ kind: 'error', ...key, code });
        throw thrown;
      }
    },
    async embed(texts, progress) {
      const vectors = await model.embed(texts, progress);
      write({ kind: 'vectors', hash: sha256(texts), vectors: vectors.map((vector) => [...vector]) });
      return vectors;
    },
  };
};

/** Reads a recording. Throws COMMAND_INVALID where it is none. */
const read = (file: string): readonly Line[] => {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => Line.parse(JSON.parse(line)));
  } catch (cause) {
    throw new SonnyError('COMMAND_INVALID', `${file} is no recording of a model.`, { cause });
  }
};

/**
 * A model that answers what was recorded: to the nth request of a kind the nth answer, from the last one on always that. It rejects
 * with MODEL_REFUSED what was never asked.
 */
export const createReplayedModel = (file: string, clock: Clock): Model => {
  const lines = read(file);
  let ability: ModelAbility | null = null;
  const answers = new Map<string, Line[]>();
  for (const line of lines) {
    if (line.kind === 'model') ability = line.ability;
    else answers.set(line.hash, [...(answers.get(line.hash) ?? []), line]);
  }
  const next = (hash: string): Line => {
    const left = answers.get(hash) ?? [];
    const line = left.length > 1 ? left.shift() : left[0];
    if (!line) throw new SonnyError('MODEL_REFUSED', 'That was not asked when this was recorded.');
    return line;
  };
  const model = createScriptedModel({
    clock,
    ability,
    script: (request) => {
      const line = next(hashOfRequest(request));
      if (line.kind === 'error') return { error: line.code };
      if (line.kind !== 'answer') throw new SonnyError('INTERNAL', 'Vectors answer no question.');
      const { text, thought, calls, finish, usage } = line;
      return { text, thought, calls, finish, usage };
    },
  });
  return {
    ...model,
    async embed(texts, progress) {
      await model.embed([], progress);
      const line = next(sha256(texts));
      if (line.kind !== 'vectors') throw new SonnyError('INTERNAL', 'An answer is no vectors.');
      return line.vectors.map((vector) => Float32Array.from(vector));
    },
  };
};

import { z } from 'zod';
import type { Clock } from '../../shared/ports/clock.ts';
import type {
  Model,
  ModelAbility,
  ModelDelta,
  ModelProgress,
  ModelRequest,
  ModelUsage,
} from '../../shared/ports/model.ts';
import { ERRORS, SonnyError, type ErrorCode } from '../../shared/protocol/errors.ts';
import { inTime } from './in-time.ts';
import { askUntilFits, type RawAnswer } from './mend.ts';
import { estimateTokens } from './usage.ts';

/** What a scripted model says once. */
export const ScriptedAnswer = z.object({
  text: z.string().optional(),
  /** Said as JSON, in place of `text`. */
  value: z.json().optional(),
  thought: z.string().optional(),
  /** `args` as text is sent as it is, be it JSON or not. */
  calls: z.array(z.object({ id: z.string().optional(), name: z.string(), args: z.json() })).optional(),
  finish: z.enum(['stop', 'calls', 'length', 'filter']).optional(),
  /** In place of an answer. */
  error: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]).optional(),
  /** In tokens; estimated when absent. `cost` in millionths of a US dollar. */
  usage: z.object({ input: z.number(), output: z.number(), cost: z.number().nullable() }).partial().optional(),
  /** Milliseconds before the first word. */
  wait: z.number().optional(),
});
export type ScriptedAnswer = z.infer<typeof ScriptedAnswer>;

/** An answer and what it answers: the first line that fits and is not used up. */
export const ScriptLine = z.object({
  /** "interpret" fits every version of that prompt, "interpret@3" only that one. */
  purpose: z.string().optional(),
  /** Text that the messages hold. */
  holds: z.union([z.string(), z.array(z.string())]).optional(),
  /** For so many requests; for all when absent. */
  times: z.number().int().positive().optional(),
  answer: ScriptedAnswer,
});
export type ScriptLine = z.infer<typeof ScriptLine>;

/** Lines, or who answers the nth request (from 0) by looking at it. */
export type Script = readonly ScriptLine[] | ((request: ModelRequest, turn: number) => ScriptedAnswer);

export interface ScriptedModelOptions {
  readonly script: Script;
  readonly clock: Clock;
  readonly ability?: Partial<ModelAbility> | null;
}

const ABILITY: ModelAbility = { name: 'scripted', sees: false, tools: true, contextTokens: 32_000 };

/** Everything that a request says, for a script to look at. */
const textOf = ({ messages }: Pick<ModelRequest, 'messages'>): string => messages.map(({ text }) => text).join('\n');

const fits = ({ purpose, holds }: ScriptLine, request: ModelRequest): boolean =>
  (purpose === undefined || purpose === request.purpose || purpose === request.purpose.replace(/@.*$/, '')) &&
  [holds ?? []].flat().every((part) => textOf(request).includes(part));

/** What a script says to one request after the other. */
export const followScript = (script: Script): ((request: ModelRequest) => ScriptedAnswer) => {
  let turn = 0;
  const used = new Map<ScriptLine, number>();
  return (request) => {
    if (typeof script === 'function') return script(request, turn++);
    const line = script.find((l) => fits(l, request) && (used.get(l) ?? 0) < (l.times ?? Infinity));
    if (!line) throw new SonnyError('MODEL_REFUSED', `The script has no answer for “${request.purpose}”.`);
    used.set(line, (used.get(line) ?? 0) + 1);
    return line.answer;
  };
};

export const saidBy = ({ text, value }: ScriptedAnswer): string =>
  text ?? (value === undefined ? '' : JSON.stringify(value));

export const argsOf = (args: unknown): string => (typeof args === 'string' ? args : JSON.stringify(args));

/** A model that says what a script says: for trying Sonny out, and for proving what surrounds a model. */
export const createScriptedModel = ({ script, clock, ability = {} }: ScriptedModelOptions): Model => {
  const next = followScript(script);

  const exchange = async (
    request: ModelRequest,
    progress: ModelProgress,
    onDelta: (delta: ModelDelta) => void,
  ): Promise<RawAnswer> => {
    inTime(progress, clock);
    const answer = next(request);
    if (answer.wait) await clock.sleep(Math.min(answer.wait, progress.deadline - clock.now()), progress.signal);
    inTime(progress, clock);
    if (answer.error) throw new SonnyError(answer.error, 'So the script has it.');
    const text = saidBy(answer);
    const calls = (answer.calls ?? []).map(({ id, name, args }) => ({ id, name, args: argsOf(args) }));
    const tell = (delta: ModelDelta): void => {
      if (!progress.signal.aborted) onDelta(delta);
    };
    if (answer.thought) tell({ type: 'thought', text: answer.thought });
    for (const word of text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) tell({ type: 'text', text: word });
    calls.forEach(({ name, args }, index) => tell({ type: 'call', index, name, args }));
    const usage: ModelUsage = {
      input: answer.usage?.input ?? estimateTokens(textOf(request).length),
      cachedInput: 0,
      output: answer.usage?.output ?? estimateTokens(text.length + calls.reduce((n, c) => n + c.args.length, 0)),
      cost: answer.usage?.cost ?? null,
    };
    progress.used?.(usage, name);
    // Who listened may have stopped it.
    inTime(progress, clock);
    return { text, calls, finish: answer.finish ?? (calls.length > 0 ? 'calls' : 'stop'), usage, model: name };
  };

  const name = ability?.name ?? ABILITY.name;
  return {
    ability: () => (ability ? { ...ABILITY, ...ability } : null),
    ask: async (request, progress, onDelta = () => {}) => {
      if (!ability) throw new SonnyError('MODEL_NOT_SET_UP');
      return askUntilFits(request, (r) => exchange(r, progress, onDelta), onDelta);
    },
    embed: async (texts, progress) => {
      if (!ability) throw new SonnyError('MODEL_NOT_SET_UP');
      inTime(progress, clock);
      return texts.map(embedByLetters);
    },
  };
};

const DIMENSIONS = 64;

/** Texts with the same runs of three letters lie close: a stand-in that needs no model and knows no meaning. Of length 1. */
const embedByLetters = (text: string): Float32Array => {
  const vector = new Float32Array(DIMENSIONS);
  const padded = ` ${text.toLowerCase()} `;
  for (let i = 0; i + 3 <= padded.length; i++) {
    let hash = 0;
    for (const letter of padded.slice(i, i + 3)) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
    vector[hash % DIMENSIONS] = (vector[hash % DIMENSIONS] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((x) => x / length);
};

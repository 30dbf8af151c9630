import { z } from 'zod';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ModelProbe } from '../../shared/ports/model-probe.ts';
import type { Model, ModelProgress, ModelRequest } from '../../shared/ports/model.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { NOTHING_FOUND, type ModelFindings } from '../../shared/protocol/model.ts';
import { createModelClient, type ModelClientOptions } from './client.ts';
import { connect } from './connection.ts';
import { RED_SQUARE } from './red-square.ts';
import type { ModelServer } from './server.ts';

const Colour = z.object({ colour: z.string() });
/** Enough for a model that thinks before it says a word. */
const MOST_TOKENS = 1000;
const MOST_MODELS = 200;

const say = (text: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
  purpose: 'probe',
  messages: [{ role: 'user', text }],
  maxTokens: MOST_TOKENS,
  ...more,
});

/** What the server says it has. Not every server says. */
const modelsOf = async (server: ModelServer, signal: AbortSignal): Promise<string[]> => {
  const key = await server.key();
  const { client } = await connect({ server, key, most: 8_000_000, end: () => {} });
  const List = z.object({ data: z.array(z.object({ id: z.string() })) });
  const list: unknown = await client.get('/models', { signal }).catch(() => null);
  const parsed = List.safeParse(list);
  return parsed.success ? parsed.data.data.slice(0, MOST_MODELS).map(({ id }) => id) : [];
};

/** true or false where the server gave an answer to it, null where it was not to be had at all. */
const tells = async (attempt: () => Promise<boolean>): Promise<boolean | null> => {
  try {
    return await attempt();
  } catch (thrown) {
    const { code } = SonnyError.from(thrown);
    return ['MODEL_REFUSED', 'MODEL_INVALID', 'UNSUPPORTED'].includes(code) ? false : null;
  }
};

export const createModelProbe = (options: ModelClientOptions): ModelProbe => ({
  async probe(progress) {
    const server = options.server();
    if (!server) return { ...NOTHING_FOUND, error: new SonnyError('MODEL_NOT_SET_UP').view() };
    const spending: ModelProgress & { cost: number | null } = {
      ...progress,
      cost: server.price ? 0 : null,
      used: (usage, model) => {
        if (spending.cost !== null || usage.cost !== null) spending.cost = (spending.cost ?? 0) + (usage.cost ?? 0);
        progress.used?.(usage, model);
      },
    };
    const models = await modelsOf(server, progress.signal).catch(() => []);
    const as = (change: Partial<ModelServer>): Model =>
      createModelClient({ ...options, server: () => ({ ...server, ...change }) });
    try {
      const spoken = await speak(as({}), options.clock, spending);
      const tools = await tells(() => callsTool(as({ tools: true }), spending));
      const shapes = await tells(() => keepsShape(as({}), spending));
      const sees = await tells(() => seesRed(as({ sees: true }), spending));
      const embeds = server.embeddingModel
        ? await tells(async () => (await as({}).embed(['one'], spending)).length === 1)
        : null;
      const responses = await tells(async () => (await as({ api: 'responses' }).ask(say(READY), spending)).text !== '');
      const cost = spending.cost === null ? null : spending.cost / 1_000_000;
      return { ok: true, ...spoken, models, tools, shapes, sees, embeds, responses, cost };
    } catch (thrown) {
      return { ...NOTHING_FOUND, models, error: SonnyError.from(thrown).view() };
    }
  },
});

const READY = 'Answer with the one word: ready';

type Spoken = Pick<ModelFindings, 'model' | 'firstWord' | 'tokensPerSecond'>;

/** Lets it say a sentence, and takes the time. */
async function speak(model: Model, clock: Clock, progress: ModelProgress): Promise<Spoken> {
  const begun = clock.now();
  let first: number | null = null;
  const answer = await model.ask(say('Count from one to twenty in words.'), progress, () => {
    first ??= clock.now();
  });
  if (answer.text.trim() === '') throw new SonnyError('MODEL_INVALID', 'It answered, and said nothing.');
  if (first === null) return { model: answer.model, firstWord: null, tokensPerSecond: null };
  const seconds = (clock.now() - first) / 1000;
  const tokensPerSecond = seconds > 0 ? Math.round((answer.usage.output / seconds) * 10) / 10 : null;
  return { model: answer.model, firstWord: Math.round(first - begun), tokensPerSecond };
}

async function callsTool(model: Model, progress: ModelProgress): Promise<boolean> {
  const tools = [{ name: 'paint', summary: 'Paints the wall.', parameters: Colour }];
  const { calls } = await model.ask(say('Paint the wall blue, with the tool.', { tools }), progress);
  return calls.some(({ name, args }) => name === 'paint' && Colour.safeParse(args).success);
}

async function keepsShape(model: Model, progress: ModelProgress): Promise<boolean> {
  const shape = { name: 'colour', schema: Colour };
  const { value } = await model.ask(
    say('Which colour is the sky by day? Answer as JSON: {"colour": …}', { shape }),
    progress,
  );
  return Colour.safeParse(value).success;
}

/** A model that does not see may guess, but hardly this. */
async function seesRed(model: Model, progress: ModelProgress): Promise<boolean> {
  const pictures = [{ mime: 'image/png' as const, bytes: RED_SQUARE }];
  const text = 'Which colour is this picture? Answer with one word; with "none" if you see no picture.';
  const { text: said } = await model.ask(say('', { messages: [{ role: 'user', text, pictures }] }), progress);
  return /\bred\b/i.test(said);
}

import type { Clock } from '../../shared/ports/clock.ts';
import type { Model, ModelDelta, ModelProgress, ModelRequest } from '../../shared/ports/model.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { lettersOf } from './chat-request.ts';
import { embed } from './embed.ts';
import { exchange } from './exchange.ts';
import type { Failure } from './failure.ts';
import { FIRST_HABITS, lessDemanding, type Habits } from './habits.ts';
import { inTime } from './in-time.ts';
import { askUntilFits, type RawAnswer } from './mend.ts';
import { MODEL_LIMITS, type ModelLimits, type ModelServer } from './server.ts';
import { Turns } from './turns.ts';

export interface ModelClientOptions {
  /** Asked for before each request, so that a changed setting counts from the next one on. null: none is set up. */
  readonly server: () => ModelServer | null;
  readonly clock: Clock;
  /** At least 0 and below 1. */
  readonly random: () => number;
  readonly limits?: Partial<ModelLimits>;
}

/** Between two tries where the server names no time, in milliseconds. */
const LONGEST_WAIT = 8000;
/** No text has more letters for a token over a whole prompt, so one that is longer by this count does not fit. */
const MOST_LETTERS_PER_TOKEN = 8;

/** A model behind an OpenAI-compatible server, with what such servers leave to their clients: patience, repair, limits. */
export const createModelClient = ({ server, clock, random, limits: given }: ModelClientOptions): Model => {
  const limits: ModelLimits = { ...MODEL_LIMITS, ...given };
  const turns = new Turns(() => limits.atOnce);
  /** By address and model. */
  const learned = new Map<string, Habits>();

  const chosen = (): ModelServer => {
    const its = server();
    if (!its) throw new SonnyError('MODEL_NOT_SET_UP');
    return its;
  };

  /** Waits before the request is sent again; throws when that would take too long. */
  const rest = async ({ error, wait }: Failure, attempt: number, progress: ModelProgress): Promise<void> => {
    // Between half of it and all of it, so that those who were refused together do not come back together.
    const backoff = Math.min(limits.firstWait * 2 ** attempt, LONGEST_WAIT) * (0.5 + random() / 2);
    const ms = wait ?? backoff;
    if (wait !== null && ms > limits.patience)
      throw new SonnyError(
        'MODEL_BUSY',
        `It asks to wait for ${Math.ceil(ms / 1000)} s. ${error.details ?? ''}`.trim(),
      );
    if (clock.now() + ms >= progress.deadline) throw error;
    await clock.sleep(ms, progress.signal);
    inTime(progress, clock);
  };

  /** One exchange, sent again where that is safe. */
  const persist = async (
    request: ModelRequest,
    its: ModelServer,
    progress: ModelProgress,
    tell: (delta: ModelDelta) => void,
  ): Promise<RawAnswer> => {
    const name = `${its.baseUrl} ${its.model}`;
    for (let attempt = 0; ;) {
      const giveBack = await turns.take(progress.signal);
      if (!giveBack) throw new SonnyError('CANCELLED');
      const habits = learned.get(name) ?? FIRST_HABITS;
      let exchanged;
      try {
        inTime(progress, clock);
        exchanged = await exchange(request, { server: its, habits, limits, clock, progress, tell });
      } finally {
        giveBack();
      }
      if ('answer' in exchanged) return exchanged.answer;
      const { failure, begun } = exchanged;
      const { error, again } = failure;
      const easier = error.code === 'MODEL_REFUSED' ? lessDemanding(habits, error.details ?? '') : null;
      if (easier) {
        learned.set(name, easier);
        continue;
      }
      if (!again || attempt >= limits.retries) throw error;
      progress.log(`model: ${error.message} Sent again.`);
      if (begun) tell({ type: 'again', reason: error.message });
      await rest(failure, attempt++, progress);
    }
  };

  return {
    ability: () => {
      const its = server();
      return its && { name: its.model, sees: its.sees, tools: its.tools, contextTokens: its.contextTokens };
    },
    async ask(request, progress, onDelta = () => {}) {
      const its = chosen();
      inTime(progress, clock);
      if (!its.tools && (request.tools?.length ?? 0) > 0)
        throw new SonnyError('MODEL_REFUSED', `${its.model} does not call tools.`);
      const letters = lettersOf(request);
      if (letters > its.contextTokens * MOST_LETTERS_PER_TOKEN)
        throw new SonnyError('MODEL_TOO_LONG', `${letters} letters do not fit into ${its.contextTokens} tokens.`);
      return askUntilFits(request, (r) => persist(r, its, progress, onDelta), onDelta);
    },
    async embed(texts, progress) {
      const its = chosen();
      inTime(progress, clock);
      for (let attempt = 0; ; attempt++) {
        const giveBack = await turns.take(progress.signal);
        if (!giveBack) throw new SonnyError('CANCELLED');
        try {
          return await embed(texts, { server: its, limits, clock, progress });
        } catch (thrown) {
          const error = SonnyError.from(thrown);
          if (error.code !== 'MODEL_BUSY' || attempt >= limits.retries) throw error;
          giveBack();
          await rest({ error, again: true, wait: null }, attempt, progress);
        } finally {
          giveBack();
        }
      }
    },
  };
};

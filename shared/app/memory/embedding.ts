import type { Note } from '../../execution/planner.ts';
import type { RunState } from '../../execution/state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Model } from '../../ports/model.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { packed } from './meaning.ts';

/** How long vectors may take, in milliseconds: a help that is late is none. */
const PATIENCE = 15_000;
export const PURPOSE = 'embed-goals@1';
const MILLION = 1e6;

/** What vectors of goals are asked with. */
export interface Embedder {
  readonly model: Model;
  readonly clock: Clock;
  /** Names the model for embeddings: only vectors of one are alike. */
  readonly space: string;
  /** Told that it is asked, and that it is no more: windows show it. */
  readonly tell: (done: boolean) => void;
}

/** What ends the run's planning, not only this. */
const ENDS: readonly SonnyError['code'][] = ['CANCELLED', 'STOPPED', 'BUDGET_COST'];

/**
 * The vectors of these runs' goals by run, each asked for once and then in its run's own rows: what is destroyed with the run takes its
 * vector along. What the server gave none for is missing. Every exchange is journalled for `asks`, with what it cost.
 * @throws SonnyError CANCELLED, STOPPED, BUDGET_COST
 */
export const vectorsOf = async (
  states: readonly RunState[],
  asks: string,
  { model, clock, space, tell }: Embedder,
  note: Note,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> => {
  const vectors = new Map<string, string>();
  for (const { view, embedded } of states) if (embedded?.space === space) vectors.set(view.id, embedded.vector);
  const missing = states.filter(({ view }) => !vectors.has(view.id));
  if (missing.length === 0) return vectors;
  const called: RunEvent[] = [];
  const progress = {
    signal,
    deadline: clock.now() + PATIENCE,
    log: () => {},
    used: ({ input, output, cost }: { input: number; output: number; cost: number | null }, name: string): void => {
      const price = cost === null ? { cost: 0, unpriced: true as const } : { cost: cost / MILLION };
      const base = { at: clock.now(), runId: asks, model: name, purpose: PURPOSE };
      called.push({ type: 'model.called', ...base, input, output, ...price });
    },
  };
  tell(false);
  try {
    const given = await model.embed(
      missing.map(({ view }) => view.goal),
      progress,
    );
    for (const event of called.splice(0)) await note(event);
    for (const [i, vector] of given.entries()) {
      const runId = missing[i]?.view.id;
      if (runId === undefined) continue;
      const text = packed(vector);
      vectors.set(runId, text);
      await note({ type: 'goal.embedded', at: clock.now(), runId, space, vector: text });
    }
  } catch (thrown) {
    for (const event of called) await note(event);
    const error = SonnyError.from(thrown);
    if (ENDS.includes(error.code)) throw error;
  } finally {
    tell(true);
  }
  return vectors;
};

import type { Housekeeping } from './housekeeping.ts';
import type { Clock } from '../ports/clock.ts';
import type { Runs } from '../execution/runs.ts';
import type { Journal } from '../ports/journal.ts';
import type { Origin } from '../ports/sonny.ts';
import type { PictureStore } from '../ports/pictures.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { JournalEvent } from '../protocol/events.ts';
import { isEnded, type RunView } from '../protocol/run.ts';
import type { ViewEvent } from '../protocol/views.ts';

/** Who holds something of a run in memory. */
export interface Holder {
  /** The run is gone, from the journal too. */
  lost(runId: string): Promise<void> | void;
}

export interface Forgetting {
  readonly journal: Pick<Journal, 'forget'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly pictures?: Pick<PictureStore, 'drop'>;
  readonly housekeeping: Pick<Housekeeping, 'forgetting'> | undefined;
  readonly runs: Pick<Runs, 'get' | 'drop'>;
  readonly holders: readonly Holder[];
  readonly emit: (event: ViewEvent) => void;
}

/** Rows that belong to no run and say what one did. */
const isAbout =
  ({ id, goal }: RunView) =>
  (event: JournalEvent): boolean =>
    (event.type === 'method.learned' && event.method.runId === id) ||
    (event.type === 'script.offered' && event.offer.goal === goal);

/**
 * Forgets an ended run for good: the texts of its rows, its pictures, what its undo needed, and what was learned from it. What it did in the
 * world stays as it is, and can't be taken back any more.
 * @throws SonnyError NOT_AUTHORISED unless a person wants it, RUN_NOT_FOUND, COMMAND_NOT_NOW while it is under way, UNSUPPORTED, STORE_FULL
 */
export const forgetRun = async (runId: string, origin: Origin, of: Forgetting): Promise<void> => {
  if (origin !== 'person') throw new SonnyError('NOT_AUTHORISED', 'Only a person may have a run forgotten.');
  const run = of.runs.get(runId).view;
  if (!isEnded(run.status)) throw new SonnyError('COMMAND_NOT_NOW', 'The run is under way; cancel it first.');
  const forget = (): void => {
    of.journal.forget(runId, of.clock.now(), isAbout(run));
    // At once: what is bookmarked from here on is without it.
    of.runs.drop(runId);
  };
  if (of.housekeeping) await of.housekeeping.forgetting(runId, forget);
  else forget();
  for (const { pictures } of run.steps)
    for (const sha256 of [pictures?.before, pictures?.after]) if (sha256) await of.pictures?.drop(sha256);
  for (const holder of of.holders) await holder.lost(runId);
  of.emit({ type: 'run.forgotten', runId });
  of.emit({ type: 'memory' });
};

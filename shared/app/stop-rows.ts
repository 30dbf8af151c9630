import type { Notifier } from '../ports/notifier.ts';
import type { StopLatch, StopRecord } from '../ports/stop.ts';
import { PROGRAM, type ProgramEvent } from '../protocol/program-events.ts';
import type { ProgramRows } from './program-rows.ts';

const pulledRow = ({ at, source, reason }: StopRecord, aborted: readonly string[]): ProgramEvent => ({
  type: 'stop.pulled',
  at,
  runId: PROGRAM,
  source,
  reason,
  aborted: [...aborted],
});

/** The pull that the journal knows of last; null when it was reset. */
const pulledBefore = (rows: ProgramRows): number | null => {
  let at: number | null = null;
  for (const row of rows.read())
    if (row.type === 'stop.pulled') at = row.at;
    else if (row.type === 'stop.reset') at = null;
  return at;
};

/**
 * Ends the runs at a pull of the stop; once it holds, a row and a notification say so. Pulls and resets that Sonny was not
 * there for get their rows now.
 * @param end ends every run and gives the keys of the acts that it cut off
 */
export const followStop = (
  stop: StopLatch,
  end: () => readonly string[],
  rows: ProgramRows,
  notifier: Notifier,
  now: () => number,
): void => {
  const reset = (): void => rows.record({ type: 'stop.reset', at: now(), runId: PROGRAM, by: 'person' });
  const known = pulledBefore(rows);
  if (known !== null && known !== stop.pulled?.at) reset();
  if (stop.pulled && stop.pulled.at !== known) rows.record(pulledRow(stop.pulled, []));

  let pulled = stop.pulled !== null;
  let aborted: readonly string[] = [];
  stop.onPull(() => (aborted = end()));
  stop.onChange((view) => {
    if ((view.pulled !== null) === pulled) return;
    pulled = view.pulled !== null;
    if (!view.pulled) return reset();
    rows.record(pulledRow(view.pulled, aborted));
    const { reason } = view.pulled;
    notifier.notify({ title: 'Sonny is stopped', say: `${reason} Nothing acts until you reset the stop.` });
  });
};

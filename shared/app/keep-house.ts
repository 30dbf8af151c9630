import type { ExecutionManager } from '../execution/manager.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { ViewEvent } from '../protocol/views.ts';
import { Housekeeping } from './housekeeping.ts';
import type { Ports } from './ports.ts';
import type { ProgramRows } from './program-rows.ts';

/** The housekeeping of what this host keeps by content, within the person's limits; undefined where it keeps nothing. */
export const keepHouse = (
  { kept, journal, clock, settings }: Pick<Ports, 'kept' | 'journal' | 'clock' | 'settings'>,
  manager: Pick<ExecutionManager, 'rests' | 'dropReceipts'>,
  rows: Pick<ProgramRows, 'record'>,
  emit: (event: ViewEvent) => void,
): Housekeeping | undefined =>
  kept &&
  new Housekeeping({
    kept,
    journal,
    clock,
    limits: () => {
      const { keepDays, keepMegabytes } = settings.get();
      return { days: keepDays, bytes: keepMegabytes * 1_000_000 };
    },
    rests: (runId) => manager.rests(runId),
    dropped: (runId, acts, days) => manager.dropReceipts(runId, acts, days),
    record: (event) => rows.record(event),
    tell: (thrown) => emit({ type: 'notice', error: SonnyError.from(thrown).view() }),
  });

import type { CommandInput } from '../../shared/protocol/commands.ts';
import type { StopSource } from '../../shared/protocol/stop.ts';

/** How a stop was pulled, to stand after "Stopped". */
export const STOPPED_BY: Readonly<Record<StopSource, string>> = {
  window: 'from a Sonny window',
  tray: 'from the tray',
  'command-line': 'with sonny stop',
  file: 'by the stop file',
  shortcut: 'with the stop shortcut',
  corner: 'by the pointer held in a corner',
  heartbeat: 'because nobody was at the window',
};

/** What would make a run act, and is refused while Sonny is stopped. */
const ACTS: ReadonlySet<CommandInput['type']> = new Set([
  'run.approve',
  'run.resume',
  'run.step',
  'run.undo',
  'run.redo',
  'run.retry',
  'run.skip',
]);

export const makesAct = ({ type }: CommandInput): boolean => ACTS.has(type);

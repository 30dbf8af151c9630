import type { CommandInput } from '../../shared/protocol/commands.ts';
import type { StopSource } from '../../shared/protocol/stop.ts';

/** A way to stop everything: its name, and how it was used, to stand after "Stopped". */
export const STOP_WAY: Readonly<Record<StopSource, { readonly name: string; readonly used: string }>> = {
  window: { name: 'The Stop button', used: 'from a Sonny window' },
  tray: { name: 'The tray', used: 'from the tray' },
  'command-line': { name: 'A terminal', used: 'from a terminal' },
  file: { name: 'The stop file', used: 'by the stop file' },
  shortcut: { name: 'Keys, wherever you are', used: 'with the stop shortcut' },
  corner: { name: 'The pointer in a corner', used: 'by the pointer held in a corner' },
  heartbeat: { name: 'Nobody at the window', used: 'because nobody was at the window' },
};

/** What would make a run act, and is refused while Sonny is stopped. */
const ACTS: ReadonlySet<CommandInput['type']> = new Set([
  'run.approve',
  'run.resume',
  'run.step',
  'run.undo',
  'run.redo',
  'run.resolve',
  'run.retry',
  'run.raise',
  'run.skip',
  'run.replan',
]);

export const makesAct = ({ type }: CommandInput): boolean => ACTS.has(type);

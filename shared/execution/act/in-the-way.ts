import { readWindows, type SeenWindow } from '../../planning/world.ts';
import { mayBeBlocked } from '../../policy/failures.ts';
import type { Progress } from '../../ports/progress.ts';
import { WindowRef } from '../../protocol/step.ts';
import { inTime } from './act.ts';
import type { Outcome } from './outcome.ts';
import type { ExecutionPorts } from '../ports.ts';
import type { Act } from '../state.ts';
import { observeWith } from './verify.ts';

/** How long the one look may take, in milliseconds. */
export const GLANCE = 1000;

/** A window's class as a person reads it: `org.gnome.calculator` is Calculator. */
const nameOf = (app: string): string => {
  const last = app.slice(app.lastIndexOf('.') + 1);
  return last.charAt(0).toUpperCase() + last.slice(1);
};

/** The topmost dialog of the window's application, other than the window; undefined: none, or it can't be seen. */
const dialogOver = async (
  window: WindowRef,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<SeenWindow | undefined> => {
  const seen = await inTime(() => observeWith(ports.observers, { kind: 'windows' }, progress), ports, progress);
  return readWindows(seen, () => false).findLast(
    ({ id, app, dialog }) => dialog && app === window.app && id !== window.id,
  );
};

/**
 * The outcome of a step whose window could not be reached, or not be worked with in time: says which dialog of the same
 * application is in the way, if one is. Any other outcome is as it was. Never rejects.
 */
export const sayInTheWay = async (
  outcome: Outcome,
  args: Act['args'],
  ports: ExecutionPorts,
  progress: Progress,
): Promise<Outcome> => {
  const { error } = outcome;
  if (!error) return outcome;
  const window = WindowRef.safeParse(args['window']);
  if (!window.success || !mayBeBlocked(error, outcome.evidence)) return outcome;
  const dialog = await dialogOver(window.data, ports, progress).catch(() => undefined);
  if (!dialog) return outcome;
  const inTheWay = `${dialog.title ? `“${dialog.title}”` : 'A dialog'} of ${nameOf(dialog.app)} is in the way.`;
  return { ...outcome, error: { ...error, inTheWay, details: [inTheWay, error.details].filter(Boolean).join(' ') } };
};

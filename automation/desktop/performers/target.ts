import type { Window } from '../../../shared/ports/driver.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { WindowRef } from '../../../shared/protocol/step.ts';
import type { Work } from './action.ts';

/** The window as a later step names it. */
export const refOf = ({ id, pid, app, title }: Window): WindowRef => ({ id, pid, app, title });

const belongs = (ref: WindowRef, window: Window): boolean => window.id === ref.id && window.pid === ref.pid;

/** The window if it is still the one that is meant: same id and same process. null: it is gone. */
export const findTarget = async (ref: WindowRef, work: Work): Promise<Window | null> =>
  (await work.driver.windows(work.progress)).find((window) => belongs(ref, window)) ?? null;

/**
 * The window that a step is about, looked up anew before anything is touched. A window system gives an id to another
 * window once its owner is gone, so the process has to match too. Rejects with TARGET_GONE or REFUSED_BY_POLICY.
 */
export const targetOf = async (ref: WindowRef, work: Work): Promise<Window> => {
  const window = await findTarget(ref, work);
  if (window === null) throw new SonnyError('TARGET_GONE', `The window “${ref.title}” was closed.`);
  if (work.ownWindow(window)) throw new SonnyError('REFUSED_BY_POLICY', 'Sonny never acts on its own windows.');
  return window;
};

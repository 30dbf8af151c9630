import type { Window } from '../../shared/ports/driver.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { HandWindows } from './hand.ts';
import { stillWanted } from './patience.ts';

/** Which windows are Sonny's own: the class, lower case, and the beginning of the title. */
export interface OwnWindows {
  readonly app?: string;
  readonly title: string;
}

/** Windows as a caller means them: the id alone may meanwhile belong to another program's window. */
export interface Targets {
  list(): Promise<readonly Window[]>;
  /** The window, or TARGET_GONE. */
  look(id: number, progress: Progress): Promise<Window>;
  /** The same, for input: also REFUSED_BY_POLICY for a window of Sonny's, and NOT_RESPONDING when its program hangs. */
  forInput(id: number, progress: Progress): Promise<Window>;
  isOwn(window: Window): boolean;
}

/** A program that is busy for longer takes its input too late to be sure of anything. */
const ANSWER_MS = 2000;

/** Remembers which process each window was of when it was first met, so that an id that was given away is noticed. */
export function targets(windows: HandWindows, own: readonly OwnWindows[]): Targets {
  const pids = new Map<number, number | null>();
  const isOwn = (window: Window) =>
    own.some(({ app, title }) => window.title.startsWith(title) && (app === undefined || app === window.app));

  async function look(id: number, progress: Progress): Promise<Window> {
    stillWanted(progress);
    const window = await windows.describe(id);
    if (!window) throw new SonnyError('TARGET_GONE', `Window ${id} is closed.`);
    if (!pids.has(id)) pids.set(id, window.pid);
    if (pids.get(id) !== window.pid) throw new SonnyError('TARGET_GONE', `Window ${id} is another program’s now.`);
    return window;
  }

  return {
    isOwn,
    look,
    async list() {
      const all = await windows.list();
      pids.clear();
      for (const { id, pid } of all) pids.set(id, pid);
      return all;
    },
    async forInput(id, progress) {
      const window = await look(id, progress);
      if (isOwn(window)) throw new SonnyError('REFUSED_BY_POLICY', 'No step touches Sonny’s own window.');
      const patience = Math.min(ANSWER_MS, (progress.deadline - Date.now()) / 2);
      if ((await windows.responds(id, patience, progress)) === false)
        throw new SonnyError('NOT_RESPONDING', `“${window.title}” does not answer.`);
      return window;
    },
  };
}

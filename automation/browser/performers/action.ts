import type { Landing } from '../../../shared/ports/landing.ts';
import type { Evidence, Json, Performer, Progress } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import * as anyFamily from '../../action.ts';
import type { Browser } from '../browser.ts';
import { browserError } from '../failure.ts';

/** What an action works with while it runs. */
export interface Work {
  readonly browser: Browser;
  readonly landing: Landing;
  readonly progress: Progress;
  /** For Playwright: what is left of the call's time, and its abort. */
  readonly limits: { readonly timeout: number; readonly signal: AbortSignal };
}

export type Action<Args = unknown, Receipt = unknown> = anyFamily.Action<Work, Args, Receipt>;

/** Keeps the types of arguments and receipt together, then forgets them: they are parsed at each call. */
export const defineAction = <Args, Receipt extends Json = Json>(action: Action<Args, Receipt>): Action => action;

export const seen = (say: string, holds: boolean | null = true): Evidence => ({ path: 'application', say, holds });

/** The least that Playwright is given: 0 would mean no limit. */
const LEAST_MS = 50;

/** Joins actions on pages into one performer. */
export const performerOf = (actions: readonly Action[], tools: Pick<Work, 'browser' | 'landing'>): Performer =>
  anyFamily.performerOf(actions, {
    workOf(progress) {
      if (progress.signal.aborted) throw new SonnyError('CANCELLED');
      // The caller's clock is the machine's: deadlines come from it.
      const limits = { timeout: Math.max(LEAST_MS, progress.deadline - Date.now()), signal: progress.signal };
      return { ...tools, progress, limits };
    },
    coded: (thrown, skill, { signal }) => browserError(thrown, skill, signal),
  });

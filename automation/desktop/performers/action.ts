import type { Json, Performer, Progress } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import * as anyFamily from '../../action.ts';
import type { Desk } from './desk.ts';

/** What an action works with while it runs: the desk, and the one deadline and abort signal of this call. */
export interface Work extends Desk {
  readonly progress: Progress;
}

export type Action<Args = unknown, Receipt = unknown> = anyFamily.Action<Work, Args, Receipt>;

export type SettlingOf<Args, Receipt> = anyFamily.SettlingOf<Work, Args, Receipt>;

/** Keeps the types of arguments and receipt together, then forgets them: they are parsed at each call. */
export const defineAction = <Args, Receipt extends Json = Json>(action: Action<Args, Receipt>): Action => action;

/** Joins actions on the desk into one performer. */
export const performerOf = (actions: readonly Action[], desk: Desk): Performer =>
  anyFamily.performerOf(actions, {
    workOf: (progress) => ({ ...desk, progress }),
    coded: SonnyError.from,
  });

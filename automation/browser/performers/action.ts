import { z } from 'zod';
import type { Landing } from '../../../shared/ports/landing.ts';
import type { Evidence, Json, Performed, Performer, Progress, Undone } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { declared } from '../../declared.ts';
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

/** How one skill is done and taken back. The receipt is what `undo` needs and is kept in the journal. */
export interface Action<Args = unknown, Receipt = unknown> {
  readonly skill: string;
  readonly args: z.ZodType<Args>;
  readonly receipt?: z.ZodType<Receipt>;
  /** Keeps what `undo` will need before anything is touched. */
  prepare?(args: Args, work: Work): Promise<Receipt>;
  perform(args: Args, work: Work, prepared: Receipt | null): Promise<Performed>;
  undo?(args: Args, receipt: Receipt, work: Work): Promise<Undone>;
}

/** Keeps the types of arguments and receipt together, then forgets them: they are parsed at each call. */
export const defineAction = <Args, Receipt extends Json = Json>(action: Action<Args, Receipt>): Action => action;

export const seen = (say: string, holds: boolean | null = true): Evidence => ({ path: 'application', say, holds });

/** The least that Playwright is given: 0 would mean no limit. */
const LEAST_MS = 50;

/** Joins actions into one performer: parses what each is given, and lets only SonnyErrors out. */
export const performerOf = (actions: readonly Action[], tools: Pick<Work, 'browser' | 'landing'>): Performer => {
  const bySkill = new Map(actions.map((action) => [action.skill, action]));
  const coded = async <T>(skill: string, progress: Progress, act: (action: Action, work: Work) => Promise<T>) => {
    const action = bySkill.get(skill);
    if (action === undefined) throw new SonnyError('UNSUPPORTED', `Nothing here does ${skill}.`);
    if (progress.signal.aborted) throw new SonnyError('CANCELLED');
    // The caller's clock is the machine's: deadlines come from it.
    const limits = { timeout: Math.max(LEAST_MS, progress.deadline - Date.now()), signal: progress.signal };
    try {
      return await act(action, { ...tools, progress, limits });
    } catch (thrown) {
      throw browserError(thrown, skill, progress.signal);
    }
  };
  const receiptOf = (action: Action, receipt: Json): unknown =>
    declared(action.receipt ?? z.unknown(), receipt, `${action.skill} receipt`);
  return {
    skills: [...bySkill.keys()],
    prepare: ({ skill, args }, progress) =>
      coded(
        skill,
        progress,
        async (action, work) => ((await action.prepare?.(declared(action.args, args, skill), work)) ?? null) as Json,
      ),
    perform: ({ skill, args, prepared = null }, progress) =>
      coded(skill, progress, (action, work) =>
        action.perform(
          declared(action.args, args, skill),
          work,
          prepared === null ? null : receiptOf(action, prepared),
        ),
      ),
    undo: ({ skill, args }, receipt, progress) =>
      coded(skill, progress, async (action, work) => {
        if (action.undo === undefined) throw new SonnyError('UNSUPPORTED', `${skill} can’t be taken back.`);
        if (receipt === null) return { status: 'undone', evidence: [] } as const;
        return action.undo(declared(action.args, args, skill), receiptOf(action, receipt), work);
      }),
  };
};

import { z } from 'zod';
import type {
  Call,
  ConflictChoice,
  Evidence,
  Json,
  Performed,
  Performer,
  Progress,
  Undone,
} from '../shared/ports/performer.ts';
import { SonnyError } from '../shared/protocol/errors.ts';
import { declared } from './declared.ts';

/**
 * How one skill is done and taken back. `Work` is what its family works with while it runs; `Receipt` is what `undo` needs and is kept
 * in the journal.
 */
export interface Action<Work, Args = unknown, Receipt = unknown> {
  readonly skill: string;
  readonly args: z.ZodType<Args>;
  /** Absent: there is nothing to take back, or it can't be. */
  readonly receipt?: z.ZodType<Receipt>;
  /** Keeps what `undo` will need, as far as it can be known before anything is touched. */
  prepare?(args: Args, work: Work): Promise<Receipt>;
  /** `prepared`: what `prepare` gave just before. */
  perform(args: Args, work: Work, prepared: Receipt | null): Promise<Performed>;
  undo?(args: Args, receipt: Receipt, work: Work): Promise<Undone>;
  /** As `isBack` of the port. */
  isBack?(args: Args, receipt: Receipt, work: Work): Promise<readonly Evidence[] | null>;
  /** As `Settling` of the port, with arguments and receipt parsed. Present where `undo` gives conflicts to choose about. */
  readonly settling?: SettlingOf<Work, NoInfer<Args>, NoInfer<Receipt>>;
}

export interface SettlingOf<Work, Args, Receipt> {
  prepare(args: Args, receipt: Receipt, choice: ConflictChoice, work: Work): Promise<Json>;
  settle(args: Args, receipt: Receipt, choice: ConflictChoice, prepared: Json, work: Work): Promise<Undone>;
  takeBack(args: Args, prepared: Json, work: Work): Promise<Undone>;
}

/** What a family of actions has in common. */
export interface Family<Work> {
  /** What one call works with. What it throws ends the call before its action is asked. */
  workOf(progress: Progress): Work;
  /** Whatever an action rejected with, as an error of Sonny's. */
  coded(thrown: unknown, skill: string, progress: Progress): SonnyError;
}

/** Joins actions into one performer: finds the action, parses what it is given, and lets only SonnyErrors out. */
export const performerOf = <Work>(actions: readonly Action<Work>[], { workOf, coded }: Family<Work>): Performer => {
  const bySkill = new Map(actions.map((action) => [action.skill, action]));
  const acting = async <T>(
    { skill, args }: Call,
    progress: Progress,
    act: (action: Action<Work>, args: unknown, work: Work, receiptOf: (receipt: Json) => unknown) => T | Promise<T>,
  ): Promise<T> => {
    try {
      const action = bySkill.get(skill);
      if (action === undefined) throw new SonnyError('UNSUPPORTED', `Nothing here does ${skill}.`);
      const work = workOf(progress);
      return await act(action, declared(action.args, args, `${skill} arguments`), work, (receipt) =>
        declared(action.receipt ?? z.unknown(), receipt, `${skill} receipt`),
      );
    } catch (thrown) {
      throw coded(thrown, skill, progress);
    }
  };
  const settlingOf = ({ settling, skill }: Action<Work>): SettlingOf<Work, unknown, unknown> => {
    if (settling === undefined) throw new SonnyError('UNSUPPORTED', `${skill} leaves no choice.`);
    return settling;
  };
  return {
    skills: [...bySkill.keys()],
    prepare: (call, progress) =>
      acting(call, progress, async (action, args, work) => ((await action.prepare?.(args, work)) ?? null) as Json),
    perform: (call, progress) =>
      acting(call, progress, (action, args, work, receiptOf) => {
        const { prepared = null } = call;
        return action.perform(
          args,
          work,
          action.receipt === undefined || prepared === null ? null : receiptOf(prepared),
        );
      }),
    undo: (call, receipt, progress) =>
      acting(call, progress, (action, args, work, receiptOf) => {
        if (action.undo === undefined || action.receipt === undefined)
          throw new SonnyError('UNSUPPORTED', `${call.skill} can’t be taken back.`);
        return action.undo(args, receiptOf(receipt), work);
      }),
    ...(actions.some(({ isBack }) => isBack) && {
      isBack: (call: Call, receipt: Json, progress: Progress) =>
        acting(call, progress, async (action, args, work, receiptOf) =>
          action.isBack === undefined ? null : action.isBack(args, receiptOf(receipt), work),
        ),
    }),
    ...(actions.some(({ settling }) => settling) && {
      settling: {
        prepare: (call, receipt, choice, progress) =>
          acting(call, progress, (action, args, work, receiptOf) =>
            settlingOf(action).prepare(args, receiptOf(receipt), choice, work),
          ),
        settle: (call, receipt, choice, prepared, progress) =>
          acting(call, progress, (action, args, work, receiptOf) =>
            settlingOf(action).settle(args, receiptOf(receipt), choice, prepared, work),
          ),
        takeBack: (call, prepared, progress) =>
          acting(call, progress, (action, args, work) => settlingOf(action).takeBack(args, prepared, work)),
      } satisfies Performer['settling'],
    }),
  };
};

import type { z } from 'zod';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { declared } from '../../declared.ts';
import type {
  Call,
  ConflictChoice,
  Evidence,
  Json,
  Performed,
  Performer,
  Progress,
  Undone,
} from '../../../shared/ports/performer.ts';
import type { Desk } from './desk.ts';

/** What an action works with while it runs: the desk, and the one deadline and abort signal of this call. */
export interface Work extends Desk {
  readonly progress: Progress;
}

/** How one skill is done and taken back. `Receipt` is what `undo` needs and is kept in the journal. */
export interface Action<Args = unknown, Receipt = unknown> {
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
  readonly settling?: SettlingOf<NoInfer<Args>, NoInfer<Receipt>>;
}

export interface SettlingOf<Args, Receipt> {
  prepare(args: Args, receipt: Receipt, choice: ConflictChoice, work: Work): Promise<Json>;
  settle(args: Args, receipt: Receipt, choice: ConflictChoice, prepared: Json, work: Work): Promise<Undone>;
  takeBack(args: Args, prepared: Json, work: Work): Promise<Undone>;
}

/** Keeps the types of arguments and receipt together, then forgets them: they are parsed at each call. */
export const defineAction = <Args, Receipt extends Json = Json>(action: Action<Args, Receipt>): Action => action;

/** Joins actions into one performer: finds the action, parses what it is given, and lets only SonnyErrors out. */
export const performerOf = (actions: readonly Action[], desk: Desk): Performer => {
  const bySkill = new Map(actions.map((action) => [action.skill, action]));
  const find = (skill: string): Action => {
    const action = bySkill.get(skill);
    if (action === undefined) throw new SonnyError('UNSUPPORTED', `Nothing here does ${skill}.`);
    return action;
  };
  const argsOf = (action: Action, call: Call): unknown => declared(action.args, call.args, `${call.skill} arguments`);
  const receiptOf = (action: Action, call: Call, receipt: Json): unknown =>
    action.receipt === undefined ? receipt : declared(action.receipt, receipt, `${call.skill} receipt`);
  const settled = async <T>(
    call: Call,
    act: (settling: SettlingOf<unknown, unknown>, action: Action) => Promise<T>,
  ): Promise<T> => {
    try {
      const action = find(call.skill);
      if (action.settling === undefined) throw new SonnyError('UNSUPPORTED', `${call.skill} leaves no choice.`);
      return await act(action.settling, action);
    } catch (thrown) {
      throw SonnyError.from(thrown);
    }
  };
  return {
    skills: [...bySkill.keys()],
    async prepare(call, progress) {
      try {
        const action = find(call.skill);
        return ((await action.prepare?.(argsOf(action, call), { ...desk, progress })) ?? null) as Json;
      } catch (thrown) {
        throw SonnyError.from(thrown);
      }
    },
    async perform(call, progress) {
      try {
        const action = find(call.skill);
        const prepared =
          action.receipt === undefined || (call.prepared ?? null) === null
            ? null
            : declared(action.receipt, call.prepared, `${call.skill} receipt`);
        return await action.perform(argsOf(action, call), { ...desk, progress }, prepared);
      } catch (thrown) {
        throw SonnyError.from(thrown);
      }
    },
    settling: {
      prepare: (call, receipt, choice, progress) =>
        settled(call, (settling, action) =>
          settling.prepare(argsOf(action, call), receiptOf(action, call, receipt), choice, { ...desk, progress }),
        ),
      settle: (call, receipt, choice, prepared, progress) =>
        settled(call, (settling, action) =>
          settling.settle(argsOf(action, call), receiptOf(action, call, receipt), choice, prepared, {
            ...desk,
            progress,
          }),
        ),
      takeBack: (call, prepared, progress) =>
        settled(call, (settling, action) => settling.takeBack(argsOf(action, call), prepared, { ...desk, progress })),
    },
    async isBack(call, receipt, progress) {
      try {
        const action = find(call.skill);
        if (action.receipt === undefined) return null;
        const its = declared(action.receipt, receipt, `${call.skill} receipt`);
        return (await action.isBack?.(argsOf(action, call), its, { ...desk, progress })) ?? null;
      } catch (thrown) {
        throw SonnyError.from(thrown);
      }
    },
    async undo(call, receipt, progress) {
      try {
        const action = find(call.skill);
        if (action.undo === undefined || action.receipt === undefined)
          throw new SonnyError('UNSUPPORTED', `${call.skill} can't be taken back.`);
        return await action.undo(argsOf(action, call), declared(action.receipt, receipt, `${call.skill} receipt`), {
          ...desk,
          progress,
        });
      } catch (thrown) {
        throw SonnyError.from(thrown);
      }
    },
  };
};

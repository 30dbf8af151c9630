import { dirname, isAbsolute } from 'node:path';
import type { z } from 'zod';
import type {
  Call,
  Conflict,
  ConflictChoice,
  Evidence,
  Json,
  Performed,
  Performer,
  Settling,
  Undone,
} from '../../shared/ports/performer.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { given } from '../given.ts';
import { broughtBack, type BroughtBack } from './brought-back.ts';
import { fileError } from './file-error.ts';
import type { Places } from './places.ts';
import { inActOf, sweepWorkFolders } from './work-folder.ts';

export interface Did<R> {
  readonly outputs?: Readonly<Record<string, Json>>;
  readonly evidence?: readonly Evidence[];
  /** null: nothing was changed. */
  readonly receipt: R | null;
}

interface Definition<A, R extends Json> {
  readonly skill: string;
  readonly args: z.ZodType<A>;
  readonly receipt: z.ZodType<R>;
  /** Absent where nothing is changed. */
  prepare?(args: A, progress: Progress): Promise<R>;
  /** `prepared`: what `prepare` gave just before. */
  perform(args: A, progress: Progress, prepared: R | null): Promise<Did<R>>;
  /** `back`: what later acts of the run had moved and is back by now; `args`: the call's, as they were. */
  undo(receipt: R, progress: Progress, back: BroughtBack, args: Call['args']): Promise<Undone>;
  /** Says what shows that it is back already; null: it is not, or that can't be told. */
  back?(receipt: R): Promise<string | null>;
  readonly settling?: SettlingOf<NoInfer<R>>;
}

/** As `Settling` of the port, with the act's receipt parsed. */
export interface SettlingOf<R> {
  prepare(receipt: R, choice: ConflictChoice, progress: Progress): Promise<Json>;
  settle(receipt: R, choice: ConflictChoice, prepared: Json, progress: Progress): Promise<Undone>;
  takeBack(prepared: Json, progress: Progress): Promise<Undone>;
}

const seen = (say: string, holds: boolean): Evidence => ({ path: 'filesystem', say, holds });

const coded = async <T>({ key }: Pick<Call, 'key'>, act: () => Promise<T>): Promise<T> => {
  try {
    return await inActOf(key, act);
  } catch (error) {
    throw fileError(error);
  }
};

const settlingOf = <R>(settling: SettlingOf<R>, schema: z.ZodType<R>, skill: string): Settling => {
  const receiptOf = (receipt: Json): R => given(schema, receipt, `the receipt of ${skill}`);
  return {
    prepare: (call, receipt, choice, progress) =>
      coded(call, () => settling.prepare(receiptOf(receipt), choice, progress)),
    settle: (call, receipt, choice, prepared, progress) =>
      coded(call, () => settling.settle(receiptOf(receipt), choice, prepared, progress)),
    takeBack: (call, prepared, progress) => coded(call, () => settling.takeBack(prepared, progress)),
  };
};

/** The folders that an act may have worked in, by the paths that it is about: open ones alone. */
const foldersIn = (value: Json, places: Places): readonly string[] => {
  if (value === null || typeof value !== 'object') {
    if (typeof value !== 'string' || !isAbsolute(value)) return [];
    return [value, dirname(value)].flatMap((path) => {
      try {
        return [places.content(path)];
      } catch {
        return [];
      }
    });
  }
  return Object.values(value).flatMap((inner: Json) => foldersIn(inner, places));
};

/** A performer of one skill, whose arguments and receipt are parsed before anything is done and whose errors are coded. */
export const filePerformer = <A, R extends Json>(places: Places, definition: Definition<A, R>): Performer => ({
  skills: [definition.skill],
  prepare: (call, progress) =>
    coded(
      call,
      async () => (await definition.prepare?.(given(definition.args, call.args, definition.skill), progress)) ?? null,
    ),
  perform: (call, progress) =>
    coded(call, async (): Promise<Performed> => {
      const { args, prepared = null } = call;
      const receipt =
        prepared === null ? null : given(definition.receipt, prepared, `the receipt of ${definition.skill}`);
      const did = await definition.perform(given(definition.args, args, definition.skill), progress, receipt);
      return { status: 'done', outputs: did.outputs ?? {}, evidence: did.evidence ?? [], receipt: did.receipt };
    }),
  undo: (call, receipt, progress) =>
    coded(call, async (): Promise<Undone> => {
      if (receipt === null) return { status: 'undone', evidence: [] };
      return definition.undo(
        given(definition.receipt, receipt, `the receipt of ${definition.skill}`),
        progress,
        broughtBack(call.takenBack ?? []),
        call.args,
      );
    }),
  isBack: (call, receipt) =>
    coded(call, async () => {
      const say = receipt === null ? null : await definition.back?.(given(definition.receipt, receipt, 'a receipt'));
      return say === null || say === undefined ? null : [seen(say, true)];
    }),
  sweep: ({ key, args }, receipt) => sweepWorkFolders(key, foldersIn([{ ...args }, receipt], places)),
  ...(definition.settling ? { settling: settlingOf(definition.settling, definition.receipt, definition.skill) } : {}),
});

/** It is as it was; `say` is what was read back. */
export const undone = (say: string): Undone => ({ status: 'undone', evidence: [seen(say, true)] });
/** It was left alone; `say` is why. */
export const kept = (say: string, conflict?: Conflict): Undone => ({
  status: 'kept',
  evidence: [seen(say, false)],
  ...(conflict ? { conflict } : {}),
});

/** Several conflicts as one: a choice covers them all, so only what can be chosen about each can be chosen. */
const merged = ([first, ...more]: readonly Conflict[]): Conflict | undefined =>
  first && {
    ...first,
    choices: first.choices.filter((choice) => more.every(({ choices }) => choices.includes(choice))),
    more: more.map(({ name }) => name),
  };

/** What became of many: kept, if anything was. */
export const together = (parts: readonly Undone[]): Undone => {
  const conflict = merged(parts.flatMap((part) => part.conflict ?? []));
  return {
    status: parts.some((part) => part.status === 'kept') ? 'kept' : 'undone',
    evidence: parts.flatMap((part) => part.evidence),
    ...(conflict ? { conflict } : {}),
  };
};

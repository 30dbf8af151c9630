import type { z } from 'zod';
import type { Evidence, Json, Performed, Performer, Undone } from '../../shared/ports/performer.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { fileError } from './file-error.ts';

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
  undo(receipt: R, progress: Progress): Promise<Undone>;
}

const parsed = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
  const result = schema.safeParse(value);
  if (!result.success) throw new SonnyError('COMMAND_INVALID', `${what}: ${result.error.message}`);
  return result.data;
};

const coded = async <T>(act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    throw fileError(error);
  }
};

/** A performer of one skill, whose arguments and receipt are parsed before anything is done and whose errors are coded. */
export const filePerformer = <A, R extends Json>(definition: Definition<A, R>): Performer => ({
  skills: [definition.skill],
  prepare: ({ args }, progress) =>
    coded(async () => (await definition.prepare?.(parsed(definition.args, args, definition.skill), progress)) ?? null),
  perform: ({ args, prepared = null }, progress) =>
    coded(async (): Promise<Performed> => {
      const receipt =
        prepared === null ? null : parsed(definition.receipt, prepared, `the receipt of ${definition.skill}`);
      const did = await definition.perform(parsed(definition.args, args, definition.skill), progress, receipt);
      return { status: 'done', outputs: did.outputs ?? {}, evidence: did.evidence ?? [], receipt: did.receipt };
    }),
  undo: (_call, receipt, progress) =>
    coded(async (): Promise<Undone> => {
      if (receipt === null) return { status: 'undone', evidence: [] };
      return definition.undo(parsed(definition.receipt, receipt, `the receipt of ${definition.skill}`), progress);
    }),
});

const seen = (say: string, holds: boolean): Evidence => ({ path: 'filesystem', say, holds });

/** It is as it was; `say` is what was read back. */
export const undone = (say: string): Undone => ({ status: 'undone', evidence: [seen(say, true)] });
/** It was left alone; `say` is why. */
export const kept = (say: string): Undone => ({ status: 'kept', evidence: [seen(say, false)] });

/** What became of many: kept, if anything was. */
export const together = (parts: readonly Undone[]): Undone => ({
  status: parts.some((part) => part.status === 'kept') ? 'kept' : 'undone',
  evidence: parts.flatMap((part) => part.evidence),
});

import type { FiniteTask } from '../ground/finite-task.ts';
import { type IntLists, intLists } from '../ground/ints.ts';

/** The task with the operators that are kept alone, each with what it needs more. It has no effects under conditions. */
export const narrowed = (
  task: FiniteTask,
  keep: Uint8Array,
  more: readonly (readonly number[] | null)[],
): FiniteTask => {
  const kept = Array.from(keep.keys()).filter((operator) => keep[operator] === 1);
  const lists = ({ start, items }: IntLists, rest: typeof more = []): IntLists =>
    intLists(kept.map((o) => [...items.subarray(start[o], start[o + 1]), ...(rest[o] ?? [])]));
  const by = (values: Int32Array): Int32Array => Int32Array.from(kept, (operator) => values[operator]!);
  return {
    ...task,
    pre: lists(task.pre, more),
    add: lists(task.add),
    del: lists(task.del),
    conditional: [],
    operators: kept.length,
    costs: by(task.costs),
    actionOf: by(task.actionOf),
    stepOf: (operator) => task.stepOf(kept[operator]!),
  };
};

import type { TaskStep } from '../../ports/planning-task.ts';
import type { IntLists } from './ints.ts';
import type { ConditionalEffect } from './strips.ts';

/**
 * A ground task over variables with finitely many values. Value 0 says that none of the variable's facts is true; fact
 * `base[v] + k - 1` says that variable `v` has value `k`.
 */
export interface FiniteTask {
  readonly variables: number;
  /** How many values each variable has, value 0 included. */
  readonly sizes: Int32Array;
  readonly base: Int32Array;
  readonly factCount: number;
  readonly variableOf: Int32Array;
  /** The first state: a value for each variable. */
  readonly init: Int32Array;
  /** Facts, as are `pre`, `add`, `del` (by operator). */
  readonly goal: Int32Array;
  readonly pre: IntLists;
  readonly add: IntLists;
  readonly del: IntLists;
  readonly conditional: readonly (readonly ConditionalEffect[] | undefined)[];
  readonly operators: number;
  /** By operator, ≥ 0. */
  readonly costs: Int32Array;
  /** By operator: operators with the same number are of one action. */
  readonly actionOf: Int32Array;
  /** By fact: sets of facts of which at most one is true at a time. */
  readonly groupsOf: IntLists;
  readonly groups: IntLists;
  /** What the operator is in the lifted task, or null for one that only closes the goal. */
  stepOf(operator: number): TaskStep;
  /** Facts with the same answer are of one relation. */
  relationOf(fact: number): number;
  /** The fact as it reads in the lifted task. */
  nameOf(fact: number): { readonly predicate: string; readonly args: readonly string[]; readonly negated: boolean };
}

/** Whether two facts can never be true together as far as the groups tell. */
export const areMutex = ({ groupsOf: { start, items } }: FiniteTask, one: number, other: number): boolean => {
  if (one === other) return false;
  let a = start[one]!;
  let b = start[other]!;
  const endA = start[one + 1]!;
  const endB = start[other + 1]!;
  while (a < endA && b < endB) {
    const difference = items[a]! - items[b]!;
    if (difference === 0) return true;
    if (difference < 0) a++;
    else b++;
  }
  return false;
};

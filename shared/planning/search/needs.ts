import type { FiniteTask } from '../ground/finite-task.ts';

/** What has to be true before an operator so that `needs` are after it; changes them. */
const regress = (task: FiniteTask, operator: number, needs: Set<number>): void => {
  for (let k = task.add.start[operator]!; k < task.add.start[operator + 1]!; k++) needs.delete(task.add.items[k]!);
  for (let k = task.pre.start[operator]!; k < task.pre.start[operator + 1]!; k++) needs.add(task.pre.items[k]!);
};

/** What has to be true before each step, so that the rest of the plan works: the goal, regressed. The goal is last. */
export const needsOf = (task: FiniteTask, plan: readonly number[]): Int32Array[] => {
  const needs: Int32Array[] = Array.from({ length: plan.length + 1 }, () => task.goal);
  let open = new Set(task.goal);
  for (let i = plan.length - 1; i >= 0; i--) {
    open = new Set(open);
    regress(task, plan[i]!, open);
    needs[i] = Int32Array.from(open);
  }
  return needs;
};

/** The same before one step alone. */
export const needsBefore = (task: FiniteTask, plan: readonly number[], step: number): Int32Array => {
  const needs = new Set(task.goal);
  for (let i = plan.length - 1; i >= step; i--) regress(task, plan[i]!, needs);
  return Int32Array.from(needs);
};

import type { FiniteTask } from '../ground/finite-task.ts';
import { inverse, intLists, type IntLists } from '../ground/ints.ts';

/** The task without deletions. Each effect under a condition is an operator of its own, after the real ones. */
export interface RelaxedTask {
  readonly task: FiniteTask;
  readonly count: number;
  readonly pre: IntLists;
  readonly add: IntLists;
  /** By fact: who needs it. */
  readonly users: IntLists;
  /** By fact: who adds it. */
  readonly achievers: IntLists;
  readonly preCount: Int32Array;
  readonly free: Int32Array;
  readonly costs: Int32Array;
  /** The real operator that a relaxed one stands for. */
  readonly real: Int32Array;
}

/** `costs` as the searches see them: without costs of its own every operator counts 1. */
export const relax = (task: FiniteTask, costs: Int32Array = new Int32Array(task.operators).fill(1)): RelaxedTask => {
  let { pre, add } = task;
  const real = Array.from({ length: task.operators }, (_, i) => i);
  if (task.conditional.some((effects) => effects?.some(({ adds }) => adds))) {
    const slices = ({ start, items }: IntLists) =>
      Array.from({ length: task.operators }, (_, i) => [...items.subarray(start[i], start[i + 1])]);
    const [pres, adds] = [slices(task.pre), slices(task.add)];
    for (const [operator, effects] of task.conditional.entries())
      for (const { when, fact, adds: makes } of effects ?? []) {
        if (!makes) continue;
        pres.push([...new Set([...pres[operator]!, ...when])]);
        adds.push([fact]);
        real.push(operator);
      }
    [pre, add] = [intLists(pres), intLists(adds)];
  }
  const count = real.length;
  const preCount = new Int32Array(count);
  const free: number[] = [];
  for (let i = 0; i < count; i++) if ((preCount[i] = pre.start[i + 1]! - pre.start[i]!) === 0) free.push(i);
  return {
    task,
    count,
    pre,
    add,
    users: inverse(pre, task.factCount),
    achievers: inverse(add, task.factCount),
    preCount,
    free: Int32Array.from(free),
    costs: Int32Array.from(real, (operator) => costs[operator]!),
    real: Int32Array.from(real),
  };
};

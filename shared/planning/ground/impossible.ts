import { inverse, type IntLists } from './ints.ts';
import { restrict, type StripsTask } from './strips.ts';

/** Leaves out operators whose conditions exclude each other, and what can then no longer be reached. */
export const withoutImpossible = (task: StripsTask, groups: IntLists): StripsTask => {
  const operators = task.action.length;
  const groupsOf = inverse(groups, task.factCount);
  const keep = new Uint8Array(operators).fill(1);
  const seenBy = new Int32Array(groups.start.length).fill(-1);
  for (let operator = 0; operator < operators; operator++)
    for (let i = task.pre.start[operator]!; i < task.pre.start[operator + 1]!; i++) {
      const fact = task.pre.items[i]!;
      for (let k = groupsOf.start[fact]!; k < groupsOf.start[fact + 1]!; k++) {
        const group = groupsOf.items[k]!;
        if (seenBy[group] === operator) keep[operator] = 0;
        seenBy[group] = operator;
      }
    }
  if (!keep.includes(0)) return task;

  const users = inverse(task.pre, task.factCount);
  const missing = new Int32Array(operators);
  for (let operator = 0; operator < operators; operator++)
    missing[operator] = task.pre.start[operator + 1]! - task.pre.start[operator]!;
  const reached = new Uint8Array(task.factCount);
  const open: number[] = [];
  const reach = (fact: number): void => {
    if (reached[fact] === 1) return;
    reached[fact] = 1;
    open.push(fact);
  };
  const apply = (operator: number): void => {
    if (keep[operator] === 0) return;
    for (let i = task.add.start[operator]!; i < task.add.start[operator + 1]!; i++) reach(task.add.items[i]!);
    for (const { fact, adds } of task.conditional[operator] ?? []) if (adds) reach(fact);
  };
  for (const fact of task.init) reach(fact);
  for (let operator = 0; operator < operators; operator++) if (missing[operator] === 0) apply(operator);
  for (let fact = open.pop(); fact !== undefined; fact = open.pop())
    for (let i = users.start[fact]!; i < users.start[fact + 1]!; i++)
      if (--missing[users.items[i]!]! === 0) apply(users.items[i]!);
  for (let operator = 0; operator < operators; operator++) if (missing[operator]! > 0) keep[operator] = 0;
  // Facts stay, so that groups and the goal keep their numbers; unreached ones cost next to nothing.
  return restrict(task, keep, new Uint8Array(task.factCount).fill(1));
};

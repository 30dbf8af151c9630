import { inverse } from './ints.ts';
import { restrict, type StripsTask } from './strips.ts';

/** Leaves out the operators and facts that no way to the goal needs. */
export const relevant = (task: StripsTask): StripsTask => {
  const operators = task.action.length;
  const adders = inverse(task.add, task.factCount);
  const conditionalAdders = new Map<number, { operator: number; when: readonly number[] }[]>();
  for (const [operator, effects] of task.conditional.entries())
    for (const { fact, when, adds } of effects ?? []) {
      if (!adds) continue;
      const list = conditionalAdders.get(fact) ?? [];
      list.push({ operator, when });
      conditionalAdders.set(fact, list);
    }
  const facts = new Uint8Array(task.factCount);
  const keep = new Uint8Array(operators);
  const open: number[] = [];
  const want = (fact: number): void => {
    if (facts[fact] === 1) return;
    facts[fact] = 1;
    open.push(fact);
  };
  const wantOperator = (operator: number): void => {
    if (keep[operator] === 1) return;
    keep[operator] = 1;
    for (let i = task.pre.start[operator]!; i < task.pre.start[operator + 1]!; i++) want(task.pre.items[i]!);
    // A deletion under a condition can be what keeps a plan from working, so its condition is followed, too.
    for (const { when, adds } of task.conditional[operator] ?? []) if (!adds) for (const fact of when) want(fact);
  };
  for (const fact of task.goal) want(fact);
  for (let fact = open.pop(); fact !== undefined; fact = open.pop()) {
    for (let i = adders.start[fact]!; i < adders.start[fact + 1]!; i++) wantOperator(adders.items[i]!);
    for (const { operator, when } of conditionalAdders.get(fact) ?? []) {
      wantOperator(operator);
      for (const need of when) want(need);
    }
  }
  return restrict(task, keep, facts);
};

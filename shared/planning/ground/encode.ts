import { inverse, intLists, type IntLists } from './ints.ts';
import type { FiniteTask } from './finite-task.ts';
import type { StripsTask } from './strips.ts';

/** Chooses disjoint groups that cover as many facts as possible with few variables: the largest rest first. */
const coverOf = (task: StripsTask, groups: readonly (readonly number[])[]): number[][] => {
  const covered = new Uint8Array(task.factCount);
  const bySize: (readonly number[])[][] = [];
  for (const group of groups) (bySize[group.length] ??= []).push(group);
  const chosen: number[][] = [];
  for (let size = bySize.length - 1; size > 1; size--)
    for (const group of bySize[size] ?? []) {
      const rest = group.filter((fact) => covered[fact] === 0);
      if (rest.length < size) {
        (bySize[rest.length] ??= []).push(rest);
        continue;
      }
      for (const fact of rest) covered[fact] = 1;
      chosen.push(rest);
    }
  for (let fact = 0; fact < task.factCount; fact++) if (covered[fact] === 0) chosen.push([fact]);
  return chosen;
};

const mapped = ({ start, items }: IntLists, number: Int32Array): IntLists => ({
  start,
  items: items.map((item) => number[item]!),
});

type Encoded = Omit<FiniteTask, 'costs' | 'actionOf' | 'stepOf' | 'nameOf' | 'relationOf'>;

/** Packs facts that exclude each other into variables. `number` tells which number a fact has got. */
export const encode = (
  task: StripsTask,
  groups: readonly (readonly number[])[],
): { readonly encoded: Encoded; readonly number: Int32Array } => {
  const variables = coverOf(task, groups);
  const number = new Int32Array(task.factCount);
  const variableOf = new Int32Array(task.factCount);
  const base = new Int32Array(variables.length);
  const sizes = new Int32Array(variables.length);
  let next = 0;
  for (const [variable, facts] of variables.entries()) {
    base[variable] = next;
    sizes[variable] = facts.length + 1;
    for (const fact of facts) {
      variableOf[next] = variable;
      number[fact] = next++;
    }
  }
  const init = new Int32Array(variables.length);
  for (const old of task.init) {
    const fact = number[old]!;
    init[variableOf[fact]!] = fact - base[variableOf[fact]!]! + 1;
  }
  const [pre, add] = [mapped(task.pre, number), mapped(task.add, number)];
  const groupLists = intLists(groups.map((group) => group.map((fact) => number[fact]!)));
  const groupsOf = inverse(groupLists, task.factCount);
  return {
    number,
    encoded: {
      variables: variables.length,
      sizes,
      base,
      factCount: task.factCount,
      variableOf,
      init,
      goal: Int32Array.from(task.goal, (fact) => number[fact]!),
      pre,
      add,
      del: neededDeletes(mapped(task.del, number), pre, add, variableOf, groupsOf),
      conditional: task.conditional.map((effects) =>
        effects?.map(({ when, fact, adds }) => ({ when: when.map((f) => number[f]!), fact: number[fact]!, adds })),
      ),
      operators: task.action.length,
      groups: groupLists,
      groupsOf,
    },
  };
};

/** A fact need not be deleted where its variable gets another value anyway, or where a condition excludes it. */
const neededDeletes = (
  del: IntLists,
  pre: IntLists,
  add: IntLists,
  variableOf: Int32Array,
  groupsOf: IntLists,
): IntLists => {
  const start = new Int32Array(del.start.length);
  const items = new Int32Array(del.items.length);
  const needs = new Int32Array(groupsOf.items.length + 1).fill(-1);
  let to = 0;
  for (let operator = 0; operator + 1 < del.start.length; operator++) {
    for (let i = pre.start[operator]!; i < pre.start[operator + 1]!; i++)
      for (let k = groupsOf.start[pre.items[i]!]!; k < groupsOf.start[pre.items[i]! + 1]!; k++)
        needs[groupsOf.items[k]!] = operator;
    const needed = pre.items.subarray(pre.start[operator], pre.start[operator + 1]);
    for (let i = del.start[operator]!; i < del.start[operator + 1]!; i++) {
      const fact = del.items[i]!;
      let keep = true;
      for (let k = add.start[operator]!; k < add.start[operator + 1]!; k++)
        if (variableOf[add.items[k]!] === variableOf[fact]) keep = false;
      if (keep && !needed.includes(fact))
        for (let k = groupsOf.start[fact]!; k < groupsOf.start[fact + 1]!; k++)
          if (needs[groupsOf.items[k]!] === operator) keep = false;
      if (keep) items[to++] = fact;
    }
    start[operator + 1] = to;
  }
  return { start, items: items.slice(0, to) };
};

import type { GroundBudget } from '../ground/budget.ts';
import { Stopped } from '../ground/budget.ts';
import { encode } from '../ground/encode.ts';
import type { FiniteTask } from '../ground/finite-task.ts';
import { instantiate } from '../ground/instantiate.ts';
import { Ints, intLists, inverse, type IntLists } from '../ground/ints.ts';
import { mutexGroups } from '../ground/mutex-groups.ts';
import { reach } from '../ground/reach.ts';
import { restrict, type StripsTask } from '../ground/strips.ts';
import { symbolsOf } from '../ground/symbols.ts';
import type { Decision } from '../htn/decompose.ts';
import { relax, type RelaxedTask } from '../search/relaxed-task.ts';
import { mustDo } from './must-do.ts';
import type { Named, NetworkTask } from './network-task.ts';

type Facts = Omit<FiniteTask, 'costs' | 'actionOf' | 'stepOf' | 'nameOf' | 'relationOf'>;

/** A problem of tasks with all that can be of use in it written out: facts, tasks, and operators, each a way to do one task. */
export interface GroundNetwork {
  /** The facts, and what operators need and change of them. */
  readonly facts: Facts;
  readonly tasks: number;
  readonly root: number;
  /** By task: the operators that do it. */
  readonly ways: IntLists;
  /** By operator: the task it does. */
  readonly taskOf: Int32Array;
  /** By operator: 1 for a method, whose parts are in `parts`. */
  readonly isMethod: Uint8Array;
  readonly parts: IntLists;
  /** By method: some of the actions’ tasks that it comes to whatever is chosen later. */
  readonly musts: IntLists;
  /** By task: the tasks that are parts of its methods, each once. */
  readonly below: IntLists;
  /**
   * The same without deletions and order: a method needs its parts done, an action that the tasks that are left may still come to
   * it, and whatever does a task makes it done, which is the fact `facts.factCount + task` (relaxed composition, Höller et al.,
   * "A generic method to guide HTN progression search with classical heuristics", 2018). Its states have one more variable by
   * task, from `facts.variables` on: 1 where it is an action that the tasks that are left may come to.
   */
  readonly relaxed: RelaxedTask;
  /** null: it only tells that the goal holds. */
  readonly decisionOf: (operator: number) => Decision<Named> | null;
}

/** What each operator does, and with which parts, as numbers of tasks. */
interface Links {
  readonly tasks: number;
  readonly root: number;
  readonly taskOf: Int32Array;
  readonly parts: IntLists;
}

const ROUNDS = 6;

/**
 * Marks the operators that may be part of a plan: their conditions can come true by operators that are kept, what they do is asked for
 * by the root or by a method of which all earlier parts can be done, and all their parts can be done.
 */
const useful = (task: StripsTask, { tasks, root, taskOf, parts }: Links, budget: GroundBudget): Uint8Array => {
  const operators = taskOf.length;
  const keep = new Uint8Array(operators).fill(1);
  const users = inverse(task.pre, task.factCount);
  const ways = inverse({ start: Int32Array.from({ length: operators + 1 }, (_, i) => i), items: taskOf }, tasks);
  for (let round = 0, changed = true; changed && round < ROUNDS; round++) {
    if (budget.shouldStop()) throw new Stopped();
    const missing = new Int32Array(operators);
    for (let i = 0; i < operators; i++) missing[i] = 1 + task.pre.start[i + 1]! - task.pre.start[i]!;
    const [isTrue, isWanted, isDone] = [new Uint8Array(task.factCount), new Uint8Array(tasks), new Uint8Array(tasks)];
    const finished = new Uint8Array(operators);
    /** By operator: which part comes next; by task: the methods that wait for it. */
    const next = Int32Array.from({ length: operators }, (_, i) => parts.start[i]!);
    const waiting: (number[] | undefined)[] = [];
    const ready: number[] = [];
    const met = (operator: number): void => {
      if (--missing[operator]! === 0 && keep[operator] === 1) ready.push(operator);
    };
    const makeTrue = (fact: number): void => {
      if (isTrue[fact] === 1) return;
      isTrue[fact] = 1;
      for (let i = users.start[fact]!; i < users.start[fact + 1]!; i++) met(users.items[i]!);
    };
    const want = (one: number): void => {
      if (isWanted[one] === 1) return;
      isWanted[one] = 1;
      for (let i = ways.start[one]!; i < ways.start[one + 1]!; i++) met(ways.items[i]!);
    };
    for (const fact of task.init) makeTrue(fact);
    want(root);
    for (let operator = ready.pop(); operator !== undefined; operator = ready.pop()) {
      const end = parts.start[operator + 1]!;
      for (; next[operator]! < end; next[operator]!++) {
        const part = parts.items[next[operator]!]!;
        want(part);
        if (isDone[part] === 0) {
          (waiting[part] ??= []).push(operator);
          break;
        }
      }
      if (next[operator]! < end) continue;
      finished[operator] = 1;
      for (let i = task.add.start[operator]!; i < task.add.start[operator + 1]!; i++) makeTrue(task.add.items[i]!);
      for (const { fact, adds } of task.conditional[operator] ?? []) if (adds) makeTrue(fact);
      const own = taskOf[operator]!;
      if (isDone[own] === 1) continue;
      isDone[own] = 1;
      ready.push(...(waiting[own] ?? []));
      waiting[own] = undefined;
    }
    changed = false;
    for (let i = 0; i < operators; i++)
      if (keep[i] === 1 && finished[i] === 0) {
        keep[i] = 0;
        changed = true;
      }
  }
  return keep;
};

/**
 * Grounds a problem of tasks: what can be reached from its first state and its tasks, then without what cannot be part of a plan. null:
 * nothing does all of its tasks.
 * @throws TaskError PLANNING_TOO_LARGE over budget; Stopped when told to stop.
 */
export const groundNetwork = (given: NetworkTask, budget: GroundBudget): GroundNetwork | null => {
  const symbols = symbolsOf(given.lifted);
  const reachable = reach(symbols, budget);
  const all = instantiate(symbols, reachable, budget);
  if (!all) return null;

  let tasks = 0;
  const base = symbols.predicates.map(({ name }, predicate) => {
    if (!given.isWaiting(name)) return -1;
    const first = tasks;
    tasks += reachable.relations[predicate]!.table.size;
    return first;
  });
  const tuple = new Int32Array(64);
  const linksOf = ({ action, row }: Pick<StripsTask, 'action' | 'row'>): Omit<Links, 'root'> => {
    const taskOf = new Int32Array(action.length);
    const [start, items] = [new Int32Array(action.length + 1), new Ints(1024)];
    for (let operator = 0; operator < action.length; operator++) {
      const index = action[operator]!;
      const { condition, effects } = symbols.actions[index]!;
      const { tuples, width } = reachable.operators[index]!;
      const at = row[operator]! * width;
      const number = ({ predicate, terms }: { predicate: number; terms: readonly number[] }): number => {
        for (let i = 0; i < terms.length; i++) tuple[i] = terms[i]! < 0 ? ~terms[i]! : tuples[at + terms[i]!]!;
        return base[predicate]! + reachable.relations[predicate]!.table.find(tuple);
      };
      taskOf[operator] = number(condition.positive[0]!);
      for (let part = 0; part < (given.parts[index] ?? 0); part++) items.push(number(effects[part]!.literal));
      start[operator + 1] = items.length;
    }
    return { tasks, taskOf, parts: { start, items: items.toArray() } };
  };
  const links = linksOf(all);
  const root = links.taskOf[all.action.indexOf(0)];
  if (root === undefined) return null;

  const isFact = Uint8Array.from(all.predicate, (p) => (p < 0 || base[p]! < 0 ? 1 : 0));
  const bare = restrict(all, new Uint8Array(all.action.length).fill(1), isFact);
  const keep = useful(bare, { ...links, root }, budget);
  const needed = new Uint8Array(bare.factCount);
  for (const fact of bare.goal) needed[fact] = 1;
  for (let operator = 0; operator < keep.length; operator++) {
    if (keep[operator] === 0) continue;
    for (let i = bare.pre.start[operator]!; i < bare.pre.start[operator + 1]!; i++) needed[bare.pre.items[i]!] = 1;
    for (const { when } of bare.conditional[operator] ?? []) for (const fact of when) needed[fact] = 1;
  }
  const strips = restrict(bare, keep, needed);
  const { encoded } = encode(strips, mutexGroups(strips, reachable));
  const { taskOf, parts } = linksOf(strips);
  const ways = inverse({ start: Int32Array.from({ length: taskOf.length + 1 }, (_, i) => i), items: taskOf }, tasks);
  if (ways.start[root] === ways.start[root + 1]) return null;
  const isMethod = Uint8Array.from(strips.action, (index) => (given.parts[index] === null ? 0 : 1));
  return {
    facts: encoded,
    tasks,
    root,
    ways,
    taskOf,
    isMethod,
    parts,
    musts: mustDo({ tasks, ways, taskOf, isMethod, parts }),
    below: partsBelow(tasks, ways, parts),
    relaxed: relaxedNetwork(encoded, tasks, taskOf, parts, isMethod),
    decisionOf: (operator) => {
      const index = strips.action[operator]!;
      const { tuples, width } = reachable.operators[index]!;
      const objects = tuples.subarray(strips.row[operator]! * width, (strips.row[operator]! + 1) * width);
      return given.decisionOf(
        index,
        Array.from(objects, (o) => symbols.objects[o]!),
      );
    },
  };
};

const partsBelow = (tasks: number, ways: IntLists, parts: IntLists): IntLists => {
  const seenFor = new Int32Array(tasks).fill(-1);
  const [start, items] = [new Int32Array(tasks + 1), new Ints(1024)];
  for (let task = 0; task < tasks; task++) {
    for (let i = ways.start[task]!; i < ways.start[task + 1]!; i++) {
      const operator = ways.items[i]!;
      for (let k = parts.start[operator]!; k < parts.start[operator + 1]!; k++) {
        const part = parts.items[k]!;
        if (seenFor[part] === task) continue;
        seenFor[part] = task;
        items.push(part);
      }
    }
    start[task + 1] = items.length;
  }
  return { start, items: items.toArray() };
};

const relaxedNetwork = (
  facts: Facts,
  tasks: number,
  taskOf: Int32Array,
  parts: IntLists,
  isMethod: Uint8Array,
): RelaxedTask => {
  const { factCount, variables } = facts;
  const pre: number[][] = [];
  const add: number[][] = [];
  for (let operator = 0; operator < facts.operators; operator++) {
    const needs = [...facts.pre.items.subarray(facts.pre.start[operator], facts.pre.start[operator + 1])];
    const own = taskOf[operator]!;
    if (isMethod[operator] === 1) {
      const all = parts.items.subarray(parts.start[operator], parts.start[operator + 1]);
      for (const part of new Set(all)) needs.push(factCount + part);
      add.push([factCount + own]);
    } else {
      needs.push(factCount + tasks + own);
      add.push([
        ...facts.add.items.subarray(facts.add.start[operator], facts.add.start[operator + 1]),
        factCount + own,
      ]);
    }
    pre.push(needs);
  }
  return relax({
    ...facts,
    factCount: factCount + 2 * tasks,
    base: Int32Array.from({ length: variables + tasks }, (_, i) =>
      i < variables ? facts.base[i]! : factCount + tasks + i - variables,
    ),
    pre: intLists(pre),
    add: intLists(add),
    costs: new Int32Array(facts.operators).fill(1),
    actionOf: taskOf,
    stepOf: () => ({ action: '', args: [], cost: 1 }),
    relationOf: () => 0,
    nameOf: () => ({ predicate: '', args: [], negated: false }),
  });
};

import { Ints, inverse, type IntLists } from '../ground/ints.ts';

/** More than this of one task are not kept: what follows of it is less, and as true. */
const MOST = 8;

/** A network's tasks and the operators that do them. */
interface Ways {
  readonly tasks: number;
  readonly ways: IntLists;
  readonly taskOf: Int32Array;
  readonly isMethod: Uint8Array;
  readonly parts: IntLists;
}

/**
 * By operator: for a method, actions’ tasks that its parts come to whatever way they are done, as landmarks are found in graphs of ways
 * and parts (Höller and Bercher, "Landmark generation in HTN planning", 2021); for an action none.
 */
export const mustDo = ({ tasks, ways, taskOf, isMethod, parts }: Ways): IntLists => {
  /** By task, in rising order; undefined as long as no way to do it is known to end. */
  const musts: (readonly number[] | undefined)[] = Array.from({ length: tasks });
  const users = inverse(parts, tasks);
  const ofMethod = (method: number): readonly number[] | undefined => {
    const all = new Set<number>();
    for (let k = parts.start[method]!, end = parts.start[method + 1]!; k < end; k++) {
      const known = musts[parts.items[k]!];
      if (known === undefined) return undefined;
      for (const action of known) all.add(action);
    }
    return [...all].sort((a, b) => a - b).slice(0, MOST);
  };
  const open = new Ints(1024);
  const isOpen = new Uint8Array(tasks);
  const told = (task: number): void => {
    for (let i = users.start[task]!; i < users.start[task + 1]!; i++) {
      const above = taskOf[users.items[i]!]!;
      if (isOpen[above] === 1) continue;
      isOpen[above] = 1;
      open.push(above);
    }
  };
  for (let operator = 0; operator < taskOf.length; operator++) {
    const task = taskOf[operator]!;
    if (isMethod[operator] === 1) {
      if (parts.start[operator] !== parts.start[operator + 1] || isOpen[task] === 1) continue;
      isOpen[task] = 1;
      open.push(task);
    } else if (musts[task] === undefined) {
      musts[task] = [task];
      told(task);
    }
  }
  while (open.length > 0) {
    const task = open.values[--open.length]!;
    isOpen[task] = 0;
    const before = musts[task];
    let all = before;
    for (let i = ways.start[task]!; i < ways.start[task + 1]! && all?.length !== 0; i++) {
      const own = ofMethod(ways.items[i]!);
      if (own) all = all === undefined ? own : all.filter((action) => own.includes(action));
    }
    if (all === undefined || (before !== undefined && all.length === before.length)) continue;
    musts[task] = all;
    told(task);
  }

  const [start, items] = [new Int32Array(taskOf.length + 1), new Ints(1024)];
  for (let operator = 0; operator < taskOf.length; operator++) {
    if (isMethod[operator] === 1) for (const action of ofMethod(operator) ?? []) items.push(action);
    start[operator + 1] = items.length;
  }
  return { start, items: items.toArray() };
};

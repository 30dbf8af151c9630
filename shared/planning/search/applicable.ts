import { Ints, type IntLists } from '../ground/ints.ts';
import type { RelaxedTask } from './relaxed-task.ts';

/** So many operators that wait at a fact are looked at one by one; more are sorted by a second condition. */
const FEW = 16;

/**
 * Finds the operators that apply in a state. Each waits at the one of its conditions that fewest others have: only what waits at
 * facts that are true is looked at, and where many wait, only those whose second rarest condition is true as well.
 */
export class Applicable {
  readonly #relaxed: RelaxedTask;
  readonly #waiting: Waiting;
  readonly found = new Ints(256);
  /** How many conditions were looked at. */
  work = 0;

  constructor(relaxed: RelaxedTask) {
    this.#relaxed = relaxed;
    this.#waiting = waiting(relaxed);
  }

  in(values: Int32Array): Ints {
    const { free, task } = this.#relaxed;
    const { base, operators, variableOf } = task;
    const { groups, second } = this.#waiting;
    const found = this.found;
    found.length = 0;
    for (const operator of free) if (operator < operators) found.push(operator);
    for (let v = 0; v < values.length; v++) {
      const value = values[v]!;
      if (value === 0) continue;
      const fact = base[v]! + value - 1;
      const [from, to] = [groups[fact]!, groups[fact + 1]!];
      if (to - from === 1 && second[from] === -1) {
        this.#look(from, values);
        continue;
      }
      this.work += to - from;
      const before = found.length;
      for (let g = from; g < to; g++) {
        const other = second[g]!;
        if (other === -1 || values[variableOf[other]!] === other - base[variableOf[other]!]! + 1) this.#look(g, values);
      }
      // In the order of their numbers, however they were sorted.
      if (found.length > before + 1) found.values.subarray(before, found.length).sort();
    }
    return found;
  }

  /** Looks at the operators of a group one by one. */
  #look(group: number, values: Int32Array): void {
    const { base, variableOf, pre } = this.#relaxed.task;
    const { start: preStart, items: preItems } = pre;
    const { start, items } = this.#waiting.operators;
    const [from, to] = [start[group]!, start[group + 1]!];
    this.work += 2 * (to - from);
    for (let i = from; i < to; i++) {
      const operator = items[i]!;
      let applies = true;
      for (let k = preStart[operator]!, last = preStart[operator + 1]!; k < last; k++) {
        const need = preItems[k]!;
        const variable = variableOf[need]!;
        if (values[variable] === need - base[variable]! + 1) continue;
        applies = false;
        break;
      }
      if (applies) this.found.push(operator);
    }
  }
}

interface Waiting {
  /** By fact: where its groups begin. */
  readonly groups: Int32Array;
  /** By group: what else all of its operators need, or -1. */
  readonly second: Int32Array;
  /** By group. */
  readonly operators: IntLists;
}

const waiting = ({ task, users }: RelaxedTask): Waiting => {
  const { pre, operators, factCount } = task;
  const usersOf = (fact: number): number => users.start[fact + 1]! - users.start[fact]!;
  const start = new Int32Array(factCount + 1);
  const first = new Int32Array(operators).fill(-1);
  const next = new Int32Array(operators).fill(-1);
  for (let operator = 0; operator < operators; operator++) {
    let [fewest, fewer] = [Infinity, Infinity];
    for (let k = pre.start[operator]!; k < pre.start[operator + 1]!; k++) {
      const fact = pre.items[k]!;
      const count = usersOf(fact);
      if (count < fewest) {
        [fewest, fewer] = [count, fewest];
        [first[operator], next[operator]] = [fact, first[operator]!];
      } else if (count < fewer) [fewer, next[operator]] = [count, fact];
    }
    if (first[operator]! >= 0) start[first[operator]! + 1]!++;
  }
  for (let fact = 0; fact < factCount; fact++) start[fact + 1]! += start[fact]!;
  const into = start.slice();
  const items = new Int32Array(start[factCount]!);
  for (let operator = 0; operator < operators; operator++)
    if (first[operator]! >= 0) items[into[first[operator]!]!++] = operator;

  const groups = new Int32Array(factCount + 1);
  const second = new Ints(factCount);
  const ofGroup = new Ints(factCount + 1);
  for (let fact = 0; fact < factCount; fact++) {
    const [from, to] = [start[fact]!, start[fact + 1]!];
    const own = items.subarray(from, to);
    if (own.length > 0 && own.length <= FEW) {
      second.push(-1);
      ofGroup.push(from);
    } else {
      const keys = Float64Array.from(own, (operator) => (next[operator]! + 1) * operators + operator).sort();
      for (let i = 0; i < own.length; i++) own[i] = keys[i]! % operators;
      for (let i = 0; i < own.length; i++) {
        if (i > 0 && next[own[i]!] === next[own[i - 1]!]) continue;
        second.push(next[own[i]!]!);
        ofGroup.push(from + i);
      }
    }
    groups[fact + 1] = second.length;
  }
  ofGroup.push(items.length);
  const { values, length } = second;
  return {
    groups,
    second: values.slice(0, length),
    operators: { start: ofGroup.values.slice(0, ofGroup.length), items },
  };
};

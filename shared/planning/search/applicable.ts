import { Ints, type IntLists } from '../ground/ints.ts';
import type { RelaxedTask } from './relaxed-task.ts';

/**
 * Finds the operators that apply in a state. Each waits at the one of its conditions that fewest others have: only what waits at
 * facts that are true is looked at.
 */
export class Applicable {
  readonly #relaxed: RelaxedTask;
  /** By fact: the operators that wait there. */
  readonly #waiting: IntLists;
  readonly found = new Ints(256);
  /** How many conditions were looked at. */
  work = 0;

  constructor(relaxed: RelaxedTask) {
    this.#relaxed = relaxed;
    this.#waiting = waiting(relaxed);
  }

  in(values: Int32Array): Ints {
    const { free, task } = this.#relaxed;
    const { base, operators, variableOf, pre } = task;
    const { start, items } = this.#waiting;
    const { start: preStart, items: preItems } = pre;
    const found = this.found;
    found.length = 0;
    for (const operator of free) if (operator < operators) found.push(operator);
    for (let v = 0; v < values.length; v++) {
      const value = values[v]!;
      if (value === 0) continue;
      const fact = base[v]! + value - 1;
      const [from, to] = [start[fact]!, start[fact + 1]!];
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
        if (applies) found.push(operator);
      }
    }
    return found;
  }
}

const waiting = ({ task, users }: RelaxedTask): IntLists => {
  const { pre, operators, factCount } = task;
  const start = new Int32Array(factCount + 1);
  const at = new Int32Array(operators).fill(-1);
  for (let operator = 0; operator < operators; operator++) {
    let fewest = Infinity;
    for (let k = pre.start[operator]!; k < pre.start[operator + 1]!; k++) {
      const fact = pre.items[k]!;
      const count = users.start[fact + 1]! - users.start[fact]!;
      if (count >= fewest) continue;
      fewest = count;
      at[operator] = fact;
    }
    if (at[operator]! >= 0) start[at[operator]! + 1]!++;
  }
  for (let fact = 0; fact < factCount; fact++) start[fact + 1]! += start[fact]!;
  const into = start.slice();
  const items = new Int32Array(start[factCount]!);
  for (let operator = 0; operator < operators; operator++)
    if (at[operator]! >= 0) items[into[at[operator]!]!++] = operator;
  return { start, items };
};

import { inverse, type IntLists } from '../ground/ints.ts';
import type { StripsTask } from '../ground/strips.ts';

interface Node {
  readonly state: Uint8Array;
  readonly before: Node | null;
  readonly operator: number;
  readonly depth: number;
}

const keyOf = (state: Uint8Array): string => {
  let key = '';
  for (let i = 0; i < state.length; i += 8) {
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) byte |= (state[i + bit] ?? 0) << bit;
    key += String.fromCharCode(byte);
  }
  return key;
};

/** Finds short ways from a state to a few facts: greedy best-first with the relaxed plan's length (FF, Hoffmann & Nebel 2001). */
export class Achieve {
  readonly #task: StripsTask;
  readonly #uses: IntLists;
  readonly #operators: number;
  readonly #waiting: Int32Array;
  readonly #level: Int32Array;
  readonly #achiever: Int32Array;

  constructor(task: StripsTask) {
    this.#task = task;
    this.#uses = inverse(task.pre, task.factCount);
    this.#operators = task.pre.start.length - 1;
    this.#waiting = new Int32Array(this.#operators);
    this.#level = new Int32Array(task.factCount);
    this.#achiever = new Int32Array(task.factCount);
  }

  apply(operator: number, state: Uint8Array): void {
    const { add, del, conditional } = this.#task;
    const some = (conditional[operator] ?? []).filter(({ when }) => when.every((f) => state[f] === 1));
    for (let i = del.start[operator]!; i < del.start[operator + 1]!; i++) state[del.items[i]!] = 0;
    for (const { fact, adds } of some) if (!adds) state[fact] = 0;
    for (let i = add.start[operator]!; i < add.start[operator + 1]!; i++) state[add.items[i]!] = 1;
    for (const { fact, adds } of some) if (adds) state[fact] = 1;
  }

  /** Operators that lead from the state to all of the facts; null when none were found among `most` states. */
  from(
    state: Uint8Array,
    wanted: readonly number[] | Int32Array,
    most: number,
    barred: number | null,
  ): readonly number[] | null {
    const reached = (s: Uint8Array): boolean => wanted.every((fact) => s[fact] === 1);
    const open: { readonly node: Node; readonly helpful: readonly number[]; readonly value: number }[] = [];
    const met = new Set([keyOf(state)]);
    const consider = (node: Node): void => {
      const relaxed = this.#relaxed(node.state, wanted, barred);
      if (!relaxed) return;
      const value = relaxed.cost * 3 + node.depth;
      // Few are open at a time: a sorted list is quicker than a heap.
      let at = open.length;
      while (at > 0 && open[at - 1]!.value < value) at--;
      open.splice(at, 0, { node, helpful: relaxed.helpful, value });
    };
    consider({ state, before: null, operator: -1, depth: 0 });
    for (let looked = 0; looked < most; looked++) {
      const best = open.pop();
      if (!best) return null;
      for (const operator of best.helpful) {
        const next = best.node.state.slice();
        this.apply(operator, next);
        const node: Node = { state: next, before: best.node, operator, depth: best.node.depth + 1 };
        if (reached(next)) return pathTo(node);
        const key = keyOf(next);
        if (met.has(key)) continue;
        met.add(key);
        consider(node);
      }
    }
    return null;
  }

  /** A plan that ignores deletions: its length, and which of its operators can be done at once. null: there is none. */
  #relaxed(
    state: Uint8Array,
    wanted: readonly number[] | Int32Array,
    barred: number | null,
  ): { readonly cost: number; readonly helpful: readonly number[] } | null {
    const { pre, add, conditional } = this.#task;
    const level = this.#level.fill(-1);
    const achiever = this.#achiever.fill(-1);
    const waiting = this.#waiting;
    let layer: number[] = [];
    for (let fact = 0; fact < state.length; fact++)
      if (state[fact] === 1) {
        level[fact] = 0;
        layer.push(fact);
      }
    for (let o = 0; o < this.#operators; o++) waiting[o] = pre.start[o + 1]! - pre.start[o]!;
    const missing = new Set(wanted.filter((fact) => level[fact] === -1));
    const fire = (operator: number, depth: number, into: number[]): void => {
      const reach = (fact: number): void => {
        if (level[fact] !== -1) return;
        level[fact] = depth;
        achiever[fact] = operator;
        into.push(fact);
        missing.delete(fact);
      };
      for (let i = add.start[operator]!; i < add.start[operator + 1]!; i++) reach(add.items[i]!);
      for (const { fact, adds } of conditional[operator] ?? []) if (adds) reach(fact);
    };
    const free: number[] = [];
    for (let o = 0; o < this.#operators; o++) if (waiting[o] === 0 && o !== barred) free.push(o);
    for (let depth = 1; missing.size > 0; depth++) {
      const next: number[] = [];
      if (depth === 1) for (const operator of free) fire(operator, 1, next);
      for (const fact of layer)
        for (let i = this.#uses.start[fact]!; i < this.#uses.start[fact + 1]!; i++) {
          const operator = this.#uses.items[i]!;
          if (--waiting[operator]! === 0 && operator !== barred) fire(operator, depth, next);
        }
      if (next.length === 0) return null;
      layer = next;
    }
    const chosen = new Set<number>();
    const helpful: number[] = [];
    const marked = new Set<number>();
    const needed = [...wanted];
    for (let fact = needed.pop(); fact !== undefined; fact = needed.pop()) {
      if (level[fact]! <= 0 || marked.has(fact)) continue;
      marked.add(fact);
      const operator = achiever[fact]!;
      if (chosen.has(operator)) continue;
      chosen.add(operator);
      let isNow = true;
      for (let i = pre.start[operator]!; i < pre.start[operator + 1]!; i++) {
        needed.push(pre.items[i]!);
        if (state[pre.items[i]!] !== 1) isNow = false;
      }
      if (isNow) helpful.push(operator);
    }
    return { cost: chosen.size, helpful };
  }
}

const pathTo = (last: Node): readonly number[] => {
  const operators: number[] = [];
  for (let node: Node | null = last; node?.before; node = node.before) operators.push(node.operator);
  return operators.reverse();
};

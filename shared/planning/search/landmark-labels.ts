import type { RelaxedTask } from './relaxed-task.ts';

/** By fact a set of facts, as bits: what every relaxed plan for it makes true on its way, the fact itself included. */
export interface Labels {
  readonly words: number;
  readonly bits: Int32Array;
  readonly reached: Uint8Array;
}

const MOST_MEMORY_WORDS = 24_000_000;
const MOST_WORK = 150_000_000;

/**
 * The complete causal landmarks of the delete relaxation, as the greatest fixpoint of
 * `label(f) = {f} ∪ ⋂ over achievers ⋃ over their conditions` (Keyder, Richter & Helmert 2010; Zhu & Givan 2003). Null when
 * that would take too much memory or time. `goOn` is called often, and may throw.
 */
export const labelsOf = (relaxed: RelaxedTask, init: Int32Array, goOn: () => void): Labels | null => {
  const { task, pre, add, users, count } = relaxed;
  const { factCount, base } = task;
  const words = (factCount + 31) >>> 5;
  if (words * factCount > MOST_MEMORY_WORDS) return null;
  const bits = new Int32Array(words * factCount);
  const reached = new Uint8Array(factCount);
  const missing = relaxed.preCount.slice();
  const waiting = new Uint8Array(count);
  const union = new Int32Array(words);
  let queue: number[] = [];
  let next: number[] = [];
  let work = 0;

  const enqueue = (fact: number, first: boolean): void => {
    for (let i = users.start[fact]!; i < users.start[fact + 1]!; i++) {
      const operator = users.items[i]!;
      if (first) missing[operator]!--;
      if (missing[operator]! > 0 || waiting[operator] === 1) continue;
      waiting[operator] = 1;
      next.push(operator);
    }
  };
  for (const operator of relaxed.free) {
    waiting[operator] = 1;
    next.push(operator);
  }
  for (let v = 0; v < init.length; v++) {
    if (init[v] === 0) continue;
    const fact = base[v]! + init[v]! - 1;
    reached[fact] = 2;
    bits[fact * words + (fact >>> 5)]! |= 1 << (fact & 31);
    enqueue(fact, true);
  }
  while (next.length > 0) {
    [queue, next] = [next, queue];
    next.length = 0;
    for (const operator of queue) {
      goOn();
      waiting[operator] = 0;
      union.fill(0);
      for (let i = pre.start[operator]!; i < pre.start[operator + 1]!; i++)
        for (let w = 0, from = pre.items[i]! * words; w < words; w++) union[w]! |= bits[from + w]!;
      for (let i = add.start[operator]!; i < add.start[operator + 1]!; i++) {
        const fact = add.items[i]!;
        if (reached[fact] === 2) continue;
        const at = fact * words;
        if (reached[fact] === 0) {
          bits.set(union, at);
          bits[at + (fact >>> 5)]! |= 1 << (fact & 31);
          reached[fact] = 1;
          enqueue(fact, true);
          continue;
        }
        let changed = false;
        const ownWord = fact >>> 5;
        for (let w = 0; w < words; w++) {
          const old = bits[at + w]!;
          const kept = old & (w === ownWord ? union[w]! | (1 << (fact & 31)) : union[w]!);
          if (kept === old) continue;
          bits[at + w] = kept;
          changed = true;
        }
        if (changed) enqueue(fact, false);
      }
      work += words * (2 + add.start[operator + 1]! - add.start[operator]!);
    }
    if (work > MOST_WORK) return null;
  }
  return { words, bits, reached };
};

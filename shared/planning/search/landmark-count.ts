import { Ints } from '../ground/ints.ts';
import type { FiniteTask } from '../ground/finite-task.ts';
import type { LandmarkGraph } from './landmark-graph.ts';

/**
 * The landmark count (Richter & Westphal 2010): landmarks that the path to a state has not reached yet, and those reached
 * that are needed again. It depends on the path: what a state has reached is kept by the state's number.
 */
export class LandmarkCount {
  readonly #task: FiniteTask;
  readonly #graph: LandmarkGraph;
  readonly #count: number;
  readonly #words: number;
  /** By landmark, as bits: what has to come before. */
  readonly #before: Int32Array;
  readonly #isGoal: Int32Array;
  #accepted: Int32Array;
  readonly #current: Int32Array;
  readonly #true: Int32Array;

  /** Operators that make a landmark true whose turn it is. */
  readonly preferred = new Ints(64);

  constructor(task: FiniteTask, graph: LandmarkGraph) {
    this.#task = task;
    this.#graph = graph;
    this.#count = graph.landmarks.length;
    this.#words = Math.max(1, (this.#count + 31) >>> 5);
    const matrix = (lists: readonly (readonly number[])[]): Int32Array => {
      const bits = new Int32Array(this.#words * this.#count);
      for (const [id, list] of lists.entries())
        for (const other of list) bits[id * this.#words + (other >>> 5)]! |= 1 << (other & 31);
      return bits;
    };
    this.#before = matrix(graph.before);
    this.#isGoal = new Int32Array(this.#words);
    for (const [id, { isGoal }] of graph.landmarks.entries()) if (isGoal) this.#isGoal[id >>> 5]! |= 1 << (id & 31);
    this.#accepted = new Int32Array(this.#words * 256);
    this.#current = new Int32Array(this.#words);
    this.#true = new Int32Array(this.#words);
  }

  get bytes(): number {
    return this.#accepted.byteLength + this.#before.byteLength;
  }

  /** No count is higher. */
  get most(): number {
    return this.#count;
  }

  /** The count for the first state. */
  first(state: number, values: Int32Array): number {
    this.#look(values);
    this.#current.fill(0);
    for (let id = 0; id < this.#count; id++)
      if (this.#isSet(this.#true, id) && this.#graph.before[id]!.length === 0) this.#set(this.#current, id);
    return this.#finish(state);
  }

  /** The count for a state that was reached from `parent` by `operator`. */
  next(state: number, values: Int32Array, parent: number, operator: number): number {
    this.#look(values);
    const from = parent * this.#words;
    for (let w = 0; w < this.#words; w++) this.#current[w] = this.#accepted[from + w]!;
    const { add } = this.#task;
    for (let i = add.start[operator]!; i < add.start[operator + 1]!; i++) this.#accept(add.items[i]!, from);
    for (const { fact } of this.#task.conditional[operator] ?? []) this.#accept(fact, from);
    return this.#finish(state);
  }

  /** Which of the applicable operators are to be preferred in the state evaluated last. */
  prefer(applicable: Ints): void {
    this.preferred.length = 0;
    // Orders have no cycle: as long as one is missing, the turn of one has come.
    let accepted = 0;
    for (const word of this.#current) accepted += bitCount(word);
    const allAccepted = accepted === this.#count;
    const isWanted = (id: number): boolean =>
      allAccepted
        ? this.#isSet(this.#isGoal, id) && !this.#isSet(this.#true, id)
        : !this.#isSet(this.#current, id) && this.#ready(id, this.#current, 0);
    const { add } = this.#task;
    const { ofFact, landmarks } = this.#graph;
    let single = 0;
    const alternatives: number[] = [];
    for (let n = 0; n < applicable.length; n++) {
      const operator = applicable.values[n]!;
      let found = 0;
      for (let i = add.start[operator]!; i < add.start[operator + 1]!; i++) {
        const fact = add.items[i]!;
        for (let k = ofFact.start[fact]!; k < ofFact.start[fact + 1]!; k++) {
          const id = ofFact.items[k]!;
          if (isWanted(id)) found = Math.max(found, landmarks[id]!.facts.length === 1 ? 2 : 1);
        }
      }
      if (found === 2) {
        this.preferred.push(operator);
        single++;
      } else if (found === 1) alternatives.push(operator);
    }
    if (single === 0) this.preferred.pushAll(alternatives);
  }

  #accept(fact: number, from: number): void {
    const { start, items } = this.#graph.ofFact;
    for (let k = start[fact]!; k < start[fact + 1]!; k++) {
      const id = items[k]!;
      if (!this.#isSet(this.#current, id) && this.#isSet(this.#true, id) && this.#ready(id, this.#accepted, from))
        this.#set(this.#current, id);
    }
  }

  #ready(id: number, accepted: Int32Array, from: number): boolean {
    for (let w = 0, at = id * this.#words; w < this.#words; w++)
      if ((this.#before[at + w]! & ~accepted[from + w]!) !== 0) return false;
    return true;
  }

  #look(values: Int32Array): void {
    this.#true.fill(0);
    const { base } = this.#task;
    const { start, items } = this.#graph.ofFact;
    for (let v = 0; v < values.length; v++) {
      const value = values[v]!;
      if (value === 0) continue;
      const fact = base[v]! + value - 1;
      for (let k = start[fact]!; k < start[fact + 1]!; k++) this.#set(this.#true, items[k]!);
    }
  }

  #finish(state: number): number {
    const words = this.#words;
    const at = state * words;
    if (at + words > this.#accepted.length) {
      const larger = new Int32Array(Math.max(this.#accepted.length * 2, at + words));
      larger.set(this.#accepted);
      this.#accepted = larger;
    }
    let count = this.#count;
    for (let w = 0; w < words; w++) {
      const accepted = this.#current[w]!;
      this.#accepted[at + w] = accepted;
      count -= bitCount(accepted);
      let lost = accepted & ~this.#true[w]!;
      const lostGoals = lost & this.#isGoal[w]!;
      count += bitCount(lostGoals);
      lost &= ~lostGoals;
      while (lost !== 0) {
        const bit = 31 - Math.clz32(lost);
        lost &= ~(1 << bit);
        if (this.#isNeeded((w << 5) | bit)) count++;
      }
    }
    return count;
  }

  /** Whether something that needs the landmark directly has not been reached. */
  #isNeeded(id: number): boolean {
    for (const next of this.#graph.neededFor[id]!) if (!this.#isSet(this.#current, next)) return true;
    return false;
  }

  #isSet(bits: Int32Array, id: number): boolean {
    return (bits[id >>> 5]! & (1 << (id & 31))) !== 0;
  }

  #set(bits: Int32Array, id: number): void {
    bits[id >>> 5]! |= 1 << (id & 31);
  }
}

const bitCount = (word: number): number => {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

import { Ints, inverse } from '../ground/ints.ts';
import { TupleTable } from '../ground/tuple-table.ts';
import type { GroundNetwork } from './ground-network.ts';

/** With more than this, in words, it is not looked at: then all facts are relevant. */
const MOST_WORDS = 24_000_000;

/**
 * Which facts are still asked for by what is left to do: by an operator that the tasks in it may come to. States that differ in other facts
 * alone are the same for what follows, so those are forgotten. Sets of facts have numbers; 0 is the empty one.
 */
export class RelevantFacts {
  readonly #facts: GroundNetwork['facts'];
  readonly #words: number;
  readonly #sets: TupleTable;
  /** By task. */
  readonly #setOf: Int32Array;
  readonly #unions = new Map<number, number>();
  readonly #scratch: Int32Array;
  readonly #isOff: boolean;

  constructor(network: GroundNetwork) {
    const { facts, tasks } = network;
    this.#facts = facts;
    this.#words = (facts.factCount + 31) >> 5;
    this.#sets = new TupleTable(this.#words);
    this.#scratch = new Int32Array(this.#words);
    this.#sets.add(this.#scratch);
    this.#setOf = new Int32Array(tasks);
    this.#isOff = tasks * this.#words > MOST_WORDS;
    if (this.#isOff) return;
    const asked = askedFor(network, this.#words);
    for (let task = 0; task < tasks; task++)
      this.#setOf[task] = this.#sets.add(asked.subarray(task * this.#words, (task + 1) * this.#words));
  }

  get bytes(): number {
    return this.#sets.tuples.byteLength + this.#unions.size * 48;
  }

  /** What a task asks for, and what comes after it. */
  union(task: number, others: number): number {
    const own = this.#setOf[task]!;
    if (own === others) return own;
    const key = own * 0x4000000 + others;
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const { tuples } = this.#sets;
    for (let i = 0; i < this.#words; i++)
      this.#scratch[i] = tuples[own * this.#words + i]! | tuples[others * this.#words + i]!;
    const number = this.#sets.add(this.#scratch);
    this.#unions.set(key, number);
    return number;
  }

  /** Forgets of a state what is not in a set. */
  keep(set: number, values: Int32Array): void {
    if (this.#isOff) return;
    const { base, variables } = this.#facts;
    const { tuples } = this.#sets;
    const from = set * this.#words;
    for (let variable = 0; variable < variables; variable++) {
      const value = values[variable]!;
      if (value === 0) continue;
      const fact = base[variable]! + value - 1;
      if (((tuples[from + (fact >> 5)]! >>> (fact & 31)) & 1) === 0) values[variable] = 0;
    }
  }
}

/** By task: one bit for each fact that an operator asks for which it may come to. */
const askedFor = ({ facts, tasks, taskOf, below }: GroundNetwork, words: number): Int32Array => {
  const asked = new Int32Array(tasks * words);
  const ask = (task: number, fact: number): void => {
    asked[task * words + (fact >> 5)]! |= 1 << (fact & 31);
  };
  for (let operator = 0; operator < facts.operators; operator++) {
    const task = taskOf[operator]!;
    for (let i = facts.pre.start[operator]!; i < facts.pre.start[operator + 1]!; i++) ask(task, facts.pre.items[i]!);
    for (const { when } of facts.conditional[operator] ?? []) for (const fact of when) ask(task, fact);
  }
  const above = inverse(below, tasks);
  const open = new Ints(1024);
  const isOpen = new Uint8Array(tasks).fill(1);
  for (let task = 0; task < tasks; task++) open.push(task);
  while (open.length > 0) {
    const task = open.values[--open.length]!;
    isOpen[task] = 0;
    for (let i = above.start[task]!; i < above.start[task + 1]!; i++) {
      const parent = above.items[i]!;
      let grown = 0;
      for (let word = 0; word < words; word++) {
        const more = asked[task * words + word]! & ~asked[parent * words + word]!;
        grown |= more;
        asked[parent * words + word]! |= more;
      }
      if (grown === 0 || isOpen[parent] === 1) continue;
      isOpen[parent] = 1;
      open.push(parent);
    }
  }
  return asked;
};

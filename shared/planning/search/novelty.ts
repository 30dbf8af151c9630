import type { FiniteTask } from '../ground/finite-task.ts';
import { Ints } from '../ground/ints.ts';
import { SeenFacts } from './seen-facts.ts';

/** How much of the table of pairs there is at first, and at most: 32-bit words. */
const FIRST_WORDS = 1 << 16;
const MOST_WORDS = 1 << 24;

/**
 * How new a state is among those of its class: 1 when it makes a fact true that none before it had, 2 when it makes one true together with
 * one that was not true with it before, else 3 (Lipovetzky & Geffner 2012, 2017). Of a pair it matters which one the last operator made
 * true, so that all that is to be looked at for one fact lies side by side. Tables of all sizes of tasks take no more than a bound:
 * beyond it some facts share a place.
 */
export class Novelty {
  readonly #task: FiniteTask;
  readonly #singles = new SeenFacts();
  /** Words of a row: one bit for each fact. */
  readonly #words: number;
  readonly #mostRows: number;
  #rows: Int32Array;
  #used = 0;
  /** Open addressing: by class and fact, which are two numbers, their row. */
  #keys = new Int32Array(3 * 1024);
  readonly #facts = new Ints(64);
  /** How many pairs were looked at. */
  work = 0;

  constructor(task: FiniteTask) {
    this.#task = task;
    this.#words = (task.factCount + 31) >>> 5;
    this.#mostRows = Math.max(1, Math.floor(MOST_WORDS / this.#words));
    this.#rows = new Int32Array(Math.max(this.#words, FIRST_WORDS));
  }

  get bytes(): number {
    return this.#singles.bytes + this.#rows.byteLength + this.#keys.byteLength;
  }

  /** `added` are the facts that the last operator made true; with `whole` all facts of the state are looked at singly. */
  of(kind: number, values: Int32Array, { values: added, length }: Ints, whole: boolean): 1 | 2 | 3 {
    const { base } = this.#task;
    const singles = this.#singles;
    let novelty: 1 | 2 | 3 = 3;
    const single = (fact: number): void => {
      if (singles.isNew(kind, fact)) novelty = 1;
    };
    const facts = this.#facts;
    facts.length = 0;
    for (let v = 0; v < values.length; v++) if (values[v]! > 0) facts.push(base[v]! + values[v]! - 1);
    if (whole) for (let i = 0; i < facts.length; i++) single(facts.values[i]!);
    else for (let i = 0; i < length; i++) single(added[i]!);
    this.work += facts.length * length;
    const { values: others, length: count } = facts;
    for (let i = 0; i < length; i++) {
      const at = this.#rowOf(kind, added[i]!) * this.#words;
      const rows = this.#rows;
      let isNew = false;
      for (let k = 0; k < count; k++) {
        const other = others[k]!;
        const word = rows[at + (other >>> 5)]!;
        const marked = word | (1 << (other & 31));
        if (marked === word) continue;
        rows[at + (other >>> 5)] = marked;
        isNew = true;
      }
      if (isNew && novelty === 3) novelty = 2;
    }
    return novelty;
  }

  #rowOf(kind: number, fact: number): number {
    const hash = Math.imul(Math.imul(kind + 1, 0x9e3779b1) ^ fact, 0x85ebca6b);
    const mask = this.#keys.length / 3 - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    // A place whose last number is 0 is free.
    for (; this.#keys[3 * slot + 2] !== 0; slot = (slot + 1) & mask)
      if (this.#keys[3 * slot] === kind && this.#keys[3 * slot + 1] === fact) return this.#keys[3 * slot + 2]! - 1;
    if (this.#used === this.#mostRows) return (hash >>> 1) % this.#used;
    const row = this.#used++;
    if (this.#used * this.#words > this.#rows.length) {
      const larger = new Int32Array(Math.min(this.#rows.length * 2, this.#mostRows * this.#words));
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#keys.set([kind, fact, row + 1], 3 * slot);
    if (this.#used * 2 > mask) this.#growKeys();
    return row;
  }

  #growKeys(): void {
    const old = this.#keys;
    this.#keys = new Int32Array(old.length * 2);
    const mask = this.#keys.length / 3 - 1;
    for (let i = 0; i < old.length; i += 3) {
      if (old[i + 2] === 0) continue;
      const hash = Math.imul(Math.imul(old[i]! + 1, 0x9e3779b1) ^ old[i + 1]!, 0x85ebca6b);
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (this.#keys[3 * slot + 2] !== 0) slot = (slot + 1) & mask;
      this.#keys.set(old.subarray(i, i + 3), 3 * slot);
    }
  }
}

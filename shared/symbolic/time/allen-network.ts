import { compose } from './composition.ts';
import { isOrdHorn, ordHornParts } from './ord-horn.ts';
import { ANY, bitCount, converse, NONE, setOf, type RelationSet } from './relation.ts';

const EQUALS = setOf('equals');

/** How many guesses `consistent` may make before it says that it does not know. */
const GUESSES = 20_000;
const FIRST_GUESSES = 200;

/**
 * What is known between intervals. Intervals are numbers from 0; between any two, some of the thirteen relations are
 * still possible.
 */
export class AllenNetwork {
  readonly size: number;
  #sets: Uint16Array;
  /** How often nothing was left of a pair: such pairs are split first (Boussemart et al. 2004). */
  readonly #failures: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.#sets = new Uint16Array(size * size).fill(ANY);
    this.#failures = new Float64Array(size * size).fill(1);
    for (let i = 0; i < size; i++) this.#sets[i * size + i] = EQUALS;
  }

  between(a: number, b: number): RelationSet {
    return this.#sets[a * this.size + b] ?? NONE;
  }

  /** Rules out what is not in `set`. False when nothing is left; the network is then of no more use. */
  restrict(a: number, b: number, set: RelationSet): boolean {
    const left = this.between(a, b) & set;
    this.#sets[a * this.size + b] = left;
    this.#sets[b * this.size + a] = converse(left);
    return left !== NONE;
  }

  /**
   * Path consistency: rules out what no third interval leaves room for (Mackworth 1977, with a queue of pairs). False: it
   * cannot be so. True: it may be, and is where all relations are ORD-Horn. `pairs`: those that changed; all when left out.
   */
  propagate(pairs?: readonly (readonly [number, number])[]): boolean {
    const { size } = this;
    const sets = this.#sets;
    // Pairs that say most are taken first: what they rule out spares work on the others.
    const queues: number[][] = Array.from({ length: 14 }, () => []);
    const queued = new Uint8Array(size * size);
    const put = (i: number, j: number): void => {
      const at = i < j ? i * size + j : j * size + i;
      if (queued[at]) return;
      queued[at] = 1;
      queues[bitCount(sets[at] ?? NONE)]?.push(at);
    };
    if (pairs) for (const [i, j] of pairs) put(i, j);
    else
      for (let i = 0; i < size; i++)
        for (let j = i + 1; j < size; j++) {
          const set = this.between(i, j);
          if (set === NONE) return false;
          if (set !== ANY) put(i, j);
        }
    for (;;) {
      const at = queues.find((queue) => queue.length > 0)?.pop();
      if (at === undefined) return true;
      queued[at] = 0;
      const i = Math.floor(at / size);
      const j = at - i * size;
      const ij = sets[at] ?? NONE;
      const ji = converse(ij);
      for (let k = 0; k < size; k++) {
        if (k === i || k === j) continue;
        const ik = sets[i * size + k] ?? NONE;
        const jk = sets[j * size + k] ?? NONE;
        const newIk = jk === ANY ? ik : ik & compose(ij, jk);
        if (newIk !== ik) {
          if (newIk === NONE) return this.#fails(i, j, k);
          sets[i * size + k] = newIk;
          sets[k * size + i] = converse(newIk);
          put(i, k);
        }
        const newJk = newIk === ANY ? jk : jk & compose(ji, newIk);
        if (newJk !== jk) {
          if (newJk === NONE) return this.#fails(j, i, k);
          sets[j * size + k] = newJk;
          sets[k * size + j] = converse(newJk);
          put(j, k);
        }
      }
    }
  }

  /**
   * Whether intervals exist that lie so. Splits relations into ORD-Horn ones and propagates each guess (Nebel 1997). The
   * network keeps the relations of the way that was found. null: not known after too many guesses.
   */
  consistent(guesses = GUESSES): boolean | null {
    if (!this.propagate()) return false;
    // Beginning again with what the failures taught is quicker than staying in a bad beginning (Gomes et al. 1998).
    for (let [left, some] = [guesses, FIRST_GUESSES]; left > 0; left -= some, some *= 1.5) {
      const found = this.#search({ left: Math.min(left, some) });
      if (found !== null) return found;
    }
    return null;
  }

  #search(guesses: { left: number }): boolean | null {
    const pair = this.#widest();
    if (!pair) return true;
    const [a, b] = pair;
    const before = this.#sets;
    for (const part of ordHornParts(this.between(a, b))) {
      this.#sets = before;
      if (guesses.left-- <= 0) return null;
      this.#sets = before.slice();
      if (!this.restrict(a, b, part) || !this.propagate([[a, b]])) continue;
      const found = this.#search(guesses);
      if (found === null) this.#sets = before;
      if (found !== false) return found;
    }
    this.#sets = before;
    return false;
  }

  #fails(i: number, j: number, k: number): false {
    for (const [a, b] of [
      [i, j],
      [i, k],
      [j, k],
    ] as const) {
      const at = a < b ? a * this.size + b : b * this.size + a;
      this.#failures[at] = (this.#failures[at] ?? 0) + 1;
    }
    return false;
  }

  /** The pair whose relation has to be split: the one with few parts that has often led to nothing. */
  #widest(): readonly [number, number] | null {
    const { size } = this;
    let found: readonly [number, number] | null = null;
    let fewest = Infinity;
    for (let i = 0; i < size; i++)
      for (let j = i + 1; j < size; j++) {
        const set = this.between(i, j);
        if (isOrdHorn(set)) continue;
        const room = partsCount(set) / (this.#failures[i * size + j] ?? 1);
        if (room < fewest) [found, fewest] = [[i, j], room];
      }
    return found;
  }
}

const counts = new Uint8Array(ANY + 1);
const partsCount = (set: RelationSet): number => (counts[set] ||= ordHornParts(set).length);

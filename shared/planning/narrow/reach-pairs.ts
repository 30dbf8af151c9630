import type { Atoms } from './atoms.ts';
import { BitTable } from './bit-table.ts';
import type { Change } from './change.ts';

const CHECK_EVERY = 256;

/**
 * Which pairs of atoms can be true together after any number of changes (h² of Haslum & Geffner 2000), row by row of bits. Only pairs
 * that `may` holds are looked at.
 */
export class ReachPairs {
  readonly #atoms: Atoms;
  readonly #may: BitTable;
  readonly reached: BitTable;
  /** By atom: when something new was last found to go with it. */
  readonly #news: Int32Array;
  readonly #row: Int32Array;
  #now = 1;
  work = 0;

  constructor(atoms: Atoms, may: BitTable) {
    this.#atoms = atoms;
    this.#may = may;
    this.reached = new BitTable(atoms.count);
    this.#news = new Int32Array(atoms.count);
    this.#row = new Int32Array(this.reached.words);
  }

  start(a: number, b: number): void {
    if (this.#isNew(a, b)) this.#add(a, b);
  }

  /** Whether it came to the end within the limit of work. */
  run(changes: readonly Change[], limit: number, shouldStop: () => boolean): boolean {
    const news = this.#news;
    const doneAt = new Int32Array(changes.length).fill(-1);
    for (let goesOn = true; goesOn;) {
      goesOn = false;
      for (const [index, change] of changes.entries()) {
        if (index % CHECK_EVERY === 0 && (this.work > limit || shouldStop())) return false;
        this.work += 2;
        let newest = 0;
        for (const need of change.needs) if (news[need]! > newest) newest = news[need]!;
        // What needs nothing changes with anything.
        if (newest <= doneAt[index]! && change.needs.length > 0) continue;
        if (!this.reached.joinsAll(change.needs)) continue;
        doneAt[index] = this.#now++;
        if (this.#apply(change)) goesOn = true;
      }
    }
    return true;
  }

  #isNew(a: number, b: number): boolean {
    return this.#may.has(a, b) && !this.reached.has(a, b);
  }

  #add(a: number, b: number): void {
    this.reached.add(a, b);
    this.#news[a] = this.#now;
    this.#news[b] = this.#now;
  }

  #apply({ needs, makes, changed }: Change): boolean {
    const { first, variableOf } = this.#atoms;
    const { bits, words } = this.reached;
    const may = this.#may.bits;
    const row = this.#row;
    this.work += words * (needs.length + 2 * makes.length);
    row.fill(-1);
    for (const need of needs) this.reached.intersect(row, need);
    if (needs.length === 0)
      for (let atom = 0; atom < variableOf.length; atom++)
        if (!this.reached.has(atom, atom)) row[atom >>> 5]! &= ~(1 << (atom & 31));
    for (const variable of changed)
      for (let atom = first[variable]!; atom < first[variable + 1]!; atom++) row[atom >>> 5]! &= ~(1 << (atom & 31));
    let isNews = false;
    for (const made of makes) {
      const at = made * words;
      for (let w = 0; w < words; w++) {
        let fresh = row[w]! & may[at + w]! & ~bits[at + w]!;
        if (fresh === 0) continue;
        isNews = true;
        for (; fresh !== 0; fresh &= fresh - 1) {
          this.#add(made, w * 32 + 31 - Math.clz32(fresh & -fresh));
          this.work += 2;
        }
      }
    }
    for (let i = 0; i < makes.length; i++)
      for (let k = i; k < makes.length; k++) {
        if (!this.#isNew(makes[i]!, makes[k]!)) continue;
        this.#add(makes[i]!, makes[k]!);
        isNews = true;
      }
    return isNews;
  }
}

import type { Relation } from '../htn/condition.ts';

type Tuple = readonly number[];

/** Mixes a relation and its tuple into 32 bits (the finaliser of MurmurHash3, Appleby 2011). */
const mixed = (seed: number, tuple: Tuple): number => {
  let h = seed;
  for (const value of tuple) {
    h = Math.imul(h ^ (value + 0x9e3779b9), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h;
};

type Key = number | string;

class Table implements Relation<number> {
  readonly number: number;
  readonly #objects: number;
  readonly #rows = new Map<Key, Tuple>();
  /** By position, by object: the tuples that have it there. */
  readonly #index: Map<number, Map<Key, Tuple>>[] = [];

  constructor(number: number, objects: number) {
    this.number = number;
    this.#objects = objects;
  }

  has(args: Tuple): boolean {
    return this.#rows.has(this.#keyOf(args));
  }

  /** A tuple as one number where that holds it; -1 is what is no object. */
  #keyOf(tuple: Tuple): Key {
    let key = 0;
    for (const value of tuple) key = key * (this.#objects + 1) + value + 1;
    return key < Number.MAX_SAFE_INTEGER ? key : tuple.join();
  }

  match(pattern: readonly (number | undefined)[]): Iterable<Tuple> {
    let rows: ReadonlyMap<Key, Tuple> = this.#rows;
    let given = 0;
    for (const [position, value] of pattern.entries()) {
      if (value === undefined) continue;
      given += 1;
      const some = this.#index[position]?.get(value);
      if (!some) return [];
      if (some.size < rows.size) rows = some;
    }
    const tuples = [...rows.values()];
    return given === 0 ? tuples : tuples.filter((t) => t.every((v, i) => pattern[i] === undefined || pattern[i] === v));
  }

  /** Whether that changed anything. */
  add(tuple: Tuple): boolean {
    const key = this.#keyOf(tuple);
    if (this.#rows.has(key)) return false;
    this.#rows.set(key, tuple);
    for (const [position, value] of tuple.entries()) {
      const index = (this.#index[position] ??= new Map());
      const rows = index.get(value);
      if (rows) rows.set(key, tuple);
      else index.set(value, new Map<Key, Tuple>([[key, tuple]]));
    }
    return true;
  }

  remove(tuple: Tuple): boolean {
    const key = this.#keyOf(tuple);
    if (!this.#rows.delete(key)) return false;
    for (const [position, value] of tuple.entries()) this.#index[position]?.get(value)?.delete(key);
    return true;
  }
}

interface Change {
  readonly table: Table;
  readonly tuple: Tuple;
  readonly added: boolean;
}

/** The true facts; everything else is false. Remembers every change, so that it can go back. */
export class FactStore {
  readonly #tables = new Map<string, Table>();
  readonly #changes: Change[] = [];
  readonly #objects: number;
  #low = 0;
  #high = 0;

  /** `objects`: how many there are; each is a number below that. */
  constructor(objects: number) {
    this.#objects = objects;
  }

  table(name: string): Table {
    const found = this.#tables.get(name) ?? new Table(this.#tables.size + 1, this.#objects);
    this.#tables.set(name, found);
    return found;
  }

  /** Equal for equal sets of facts, and for others as good as never. */
  get key(): string {
    return `${this.#low},${this.#high}`;
  }

  set(table: Table, tuple: Tuple, holds: boolean): void {
    if (!(holds ? table.add(tuple) : table.remove(tuple))) return;
    this.#changes.push({ table, tuple, added: holds });
    this.#mix(table, tuple);
  }

  mark(): number {
    return this.#changes.length;
  }

  back(to: number): void {
    while (this.#changes.length > to) {
      const { table, tuple, added } = this.#changes.pop()!;
      if (added) table.remove(tuple);
      else table.add(tuple);
      this.#mix(table, tuple);
    }
  }

  #mix(table: Table, tuple: Tuple): void {
    this.#low ^= mixed(table.number * 0x9e3779b1, tuple);
    this.#high ^= mixed(table.number * 0x7feb352d + 1, tuple);
  }
}

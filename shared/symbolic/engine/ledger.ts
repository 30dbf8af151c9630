import { IntList } from './int-list.ts';
import type { Store } from './store.ts';
import { ALIVE, BY_NOTHING, FRESH, LOST, TOLD, type Table } from './table.ts';

/** Lets facts come and go, and can take a whole batch back. */
export class Ledger {
  /** How many facts each rule supports. */
  readonly supported: Int32Array;
  readonly #store: Store;
  /** Of each row that went: table, row, and the support that it had. */
  readonly #gone = new IntList();
  /** Of each change of TOLD: table and row. */
  readonly #told = new IntList();

  constructor(store: Store, rules: number) {
    this.#store = store;
    this.supported = new Int32Array(rules);
  }

  /** The row holds from now on, for this reason. `bodies`: the rows the rule used. */
  come(number: number, row: number, support: number, bodies: Int32Array | null): void {
    const table = this.#store.table(number);
    this.#store.meter.fact();
    const flags = table.flags[row] as number;
    if (flags & LOST) {
      table.flags[row] = flags | ALIVE;
      table.lost -= 1;
    } else {
      table.flags[row] = flags | ALIVE | FRESH;
      table.fresh += 1;
      table.touched.push(row);
    }
    table.alive += 1;
    const at = row * table.stride + table.arity;
    table.data[at] = support;
    if (bodies !== null) for (let i = 0; i < bodies.length; i++) table.data[at + 1 + i] = bodies[i] as number;
    if (support >= 0) this.supported[support] = (this.supported[support] as number) + 1;
  }

  /** The row does not hold any more, or not for the reason it had. Its support stays readable until it comes again. */
  go(number: number, row: number): void {
    const table = this.#store.table(number);
    this.#gone.push(number);
    this.#gone.push(row);
    const at = row * table.stride;
    for (let i = table.arity; i < table.stride; i++) this.#gone.push(table.data[at + i] as number);
    const flags = table.flags[row] as number;
    if (!(flags & LOST)) table.touched.push(row);
    table.flags[row] = (flags & ~ALIVE) | LOST;
    table.lost += 1;
    this.#removed(table, row);
  }

  /** Notes that the row is told, or that it is not. False where nothing changes. */
  tell(number: number, row: number, told: boolean): boolean {
    const table = this.#store.table(number);
    const flags = table.flags[row] as number;
    if (Boolean(flags & TOLD) === told) return false;
    table.flags[row] = flags ^ TOLD;
    this.#told.push(number);
    this.#told.push(row);
    return true;
  }

  /** Ends the batch: what it changed is no news any more. */
  commit(): void {
    for (const table of this.#store.tables) {
      for (let i = 0; i < table.touched.length; i++) {
        const row = table.touched.at(i);
        table.flags[row] = (table.flags[row] as number) & ~(FRESH | LOST);
      }
      table.touched.clear();
      table.fresh = 0;
      table.lost = 0;
    }
    this.#gone.clear();
    this.#told.clear();
  }

  /** Makes everything as it was before the batch. */
  rollback(): void {
    for (const table of this.#store.tables)
      for (let i = 0; i < table.touched.length; i++) {
        const row = table.touched.at(i);
        if (!((table.flags[row] as number) & ALIVE)) continue;
        table.flags[row] = (table.flags[row] as number) & ~ALIVE;
        this.#removed(table, row);
        table.data[row * table.stride + table.arity] = BY_NOTHING;
      }
    this.#restore();
    for (let i = 0; i < this.#told.length; i += 2) {
      const { flags } = this.#store.table(this.#told.at(i));
      const row = this.#told.at(i + 1);
      flags[row] = (flags[row] as number) ^ TOLD;
    }
    this.commit();
  }

  /** Gives the rows that went the support back that they had before the batch: the first that was noted. */
  #restore(): void {
    const gone = this.#gone;
    for (let i = 0; i < gone.length;) {
      const table = this.#store.table(gone.at(i));
      const row = gone.at(i + 1);
      const at = row * table.stride + table.arity;
      const length = table.stride - table.arity;
      i += 2 + length;
      if ((table.flags[row] as number) & ALIVE) continue;
      for (let n = 0; n < length; n++) table.data[at + n] = gone.at(i - length + n);
      table.flags[row] = (table.flags[row] as number) | ALIVE;
      table.alive += 1;
      this.#store.meter.facts += 1;
      const support = table.data[at] as number;
      if (support >= 0) this.supported[support] = (this.supported[support] as number) + 1;
    }
  }

  #removed(table: Table, row: number): void {
    table.alive -= 1;
    this.#store.meter.facts -= 1;
    const support = table.support(row);
    if (support >= 0) this.supported[support] = (this.supported[support] as number) - 1;
  }
}

import type { Term } from '../atom.ts';
import { aggregateOf } from './aggregate-of.ts';
import type { CoreAggregate } from './core.ts';
import type { Ledger } from './ledger.ts';
import type { Store } from './store.ts';
import { ALIVE, BY_COUNTING, type Table } from './table.ts';

/** Keeps the value of each group of one aggregate. */
export class Aggregator {
  readonly #aggregate: CoreAggregate;
  readonly #store: Store;
  readonly #ledger: Ledger;
  readonly #members: Table;
  readonly #values: Table;

  constructor(aggregate: CoreAggregate, store: Store, ledger: Ledger) {
    this.#aggregate = aggregate;
    this.#store = store;
    this.#ledger = ledger;
    this.#members = store.table(aggregate.members);
    this.#values = store.table(aggregate.values);
  }

  /** The distinct tuples of one group, which is given by the numbers of its terms. */
  tuples(group: Int32Array): readonly Term[][] {
    const { data, stride, arity } = this.#members;
    const columns = Array.from({ length: arity - group.length }, (_, i) => group.length + i);
    const term = (row: number, column: number): Term => this.#store.terms.term(data[row * stride + column] as number);
    return this.#rows(this.#members, group).map((row) => columns.map((column) => term(row, column)));
  }

  /** Brings the values of all groups up to date whose members changed; `came` is called with each row that holds now. */
  update(came: (row: number) => void): void {
    const { touched } = this.#members;
    const groups = new Map<string, Int32Array>();
    for (let i = 0; i < touched.length; i++) {
      const at = touched.at(i) * this.#members.stride;
      const group = this.#members.data.slice(at, at + this.#aggregate.group);
      groups.set(group.join(), group);
    }
    for (const group of groups.values()) this.#bring(group, came);
  }

  #bring(group: Int32Array, came: (row: number) => void): void {
    const { terms } = this.#store;
    const before = this.#rows(this.#values, group)[0];
    const value = this.#valueOf(this.#rows(this.#members, group));
    const row = Number.isFinite(value) ? this.#values.row(Int32Array.of(...group, terms.intern(value + 0))) : undefined;
    if (row === before) return;
    if (before !== undefined) this.#ledger.go(this.#aggregate.values, before);
    if (row === undefined) return;
    this.#ledger.come(this.#aggregate.values, row, BY_COUNTING, null);
    came(row);
  }

  /** NaN where the group has no members: over nothing there is no row. */
  #valueOf(members: readonly number[]): number {
    if (members.length === 0) return NaN;
    const { data, stride } = this.#members;
    if (this.#aggregate.function === 'count') return members.length;
    const { terms } = this.#store;
    const values = members.map((row) => terms.term(data[row * stride + this.#aggregate.group] as number) as number);
    return aggregateOf(this.#aggregate.function, values);
  }

  #rows(table: Table, group: Int32Array): readonly number[] {
    const { meter } = this.#store;
    const found: number[] = [];
    const look = (row: number): void => {
      meter.step();
      if (!((table.flags[row] as number) & ALIVE)) return;
      const at = row * table.stride;
      for (let i = 0; i < group.length; i++) if (table.data[at + i] !== group[i]) return;
      found.push(row);
    };
    if (group.length === 0) for (let row = 0; row < table.rows; row++) look(row);
    else {
      const index = table.index(2 ** group.length - 1);
      for (let row = index.firstOf(group); row >= 0; row = index.next[row] as number) look(row);
    }
    return found;
  }
}

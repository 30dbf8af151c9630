import { Clock } from './clock.ts';
import type { Program } from './core.ts';
import type { Meter } from './meter.ts';
import { Table } from './table.ts';
import { Terms } from './terms.ts';

/** What one engine holds: its terms, a table for each relation, the time, and what the present batch may cost. */
export class Store {
  readonly terms = new Terms();
  readonly tables: readonly Table[];
  readonly clock: Clock;
  readonly meter: Meter;

  constructor(program: Program, now: number, meter: Meter) {
    this.tables = program.tables.map(({ arity, bodies }) => new Table(arity, bodies));
    this.clock = new Clock(now);
    this.meter = meter;
  }

  table(number: number): Table {
    return this.tables[number] as Table;
  }
}

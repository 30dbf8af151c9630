import { testIn, valueIn } from './expression.ts';
import { ANY, type Frame } from './frame.ts';
import type { CoreAbsent, CoreAtom, CoreClock } from './core.ts';
import { plan, type Mode, type Operation, type Start } from './plan.ts';
import { ALIVE, INDEXED, type Table } from './table.ts';
import type { TableIndex } from './table-index.ts';
import type { Store } from './store.ts';

/** Goes on with the rest of a join; true where it is to end. */
type Step = () => boolean;

/** Runs a join from a row of the table it starts from (or from a term, or from nothing). True where `found` ended it. */
export type Join = (from: number) => boolean;

/** Columns that are compared or taken over when a row is looked at. */
interface Columns {
  readonly mask: number;
  readonly key: readonly (readonly [column: number, register: number])[];
  /** `bind`: the register has no value yet. */
  readonly rest: readonly (readonly [column: number, register: number, bind: boolean])[];
}

const split = (args: readonly number[], bound: Set<number>): Columns => {
  const key = args.flatMap((register, column) => (bound.has(register) ? [[column, register] as const] : []));
  const rest: [number, number, boolean][] = [];
  args.forEach((register, column) => {
    if (register === ANY || key.some(([c]) => c === column)) return;
    rest.push([column, register, !bound.has(register)]);
    bound.add(register);
  });
  return { mask: key.reduce((mask, [column]) => mask | (1 << column), 0), key, rest };
};

/** Takes a row's values over into the registers; false where it does not fit. */
const take = (table: Table, registers: Int32Array, rest: Columns['rest'], row: number): boolean => {
  const at = row * table.stride;
  for (let i = 0; i < rest.length; i++) {
    const [column, register, bind] = rest[i] as Columns['rest'][number];
    const value = table.data[at + column] as number;
    if (bind) registers[register] = value;
    else if (registers[register] !== value) return false;
  }
  return true;
};

/** Builds the joins of one rule over the tables of one engine. */
export class Joiner {
  readonly #store: Store;
  readonly #frame: Frame;

  constructor(store: Store, frame: Frame) {
    this.#store = store;
    this.#frame = frame;
  }

  build(start: Start, mode: Mode): Join {
    const frame = this.#frame;
    const { registers } = frame;
    const bound = new Set<number>(frame.constants);
    const [table, args] = this.#startOf(start);
    const first = args.flatMap((register, column): Columns['rest'][number][] => {
      if (register === ANY) return [];
      const bind = !bound.has(register);
      bound.add(register);
      return [[column, register, bind]];
    });
    if (start.from === 'clock') bound.add(frame.register(start.condition.variable));
    const operations = plan(frame.rule, start, mode);
    // Built from the end; what is bound at each step has to be known from the beginning.
    const makers = operations.map((operation) => this.#prepare(operation, bound, mode));
    const steps = makers.reduceRight<Step>(
      (next, make) => make(next),
      () => frame.found(),
    );
    if (start.from === 'clock') {
      const register = frame.register(start.condition.variable);
      return (term) => {
        registers[register] = term;
        return steps();
      };
    }
    if (table === null) return steps;
    const atom =
      start.from === 'condition' && start.condition.kind === 'atom' ? frame.atoms.indexOf(start.condition) : -1;
    return (row) => {
      if (!take(table, registers, first, row)) return false;
      if (atom >= 0) frame.rows[atom] = row;
      return steps();
    };
  }

  #startOf(start: Start): readonly [Table | null, readonly number[]] {
    if (start.from === 'head') return [this.#store.table(this.#frame.rule.head.table), this.#frame.head];
    if (start.from !== 'condition') return [null, []];
    return [this.#store.table(start.condition.table), this.#registersOf(start.condition)];
  }

  #registersOf({ args }: CoreAtom | CoreAbsent): readonly number[] {
    return args.map((arg) => this.#frame.of(arg));
  }

  #prepare(operation: Operation, bound: Set<number>, mode: Mode): (next: Step) => Step {
    const frame = this.#frame;
    const { terms } = this.#store;
    switch (operation.do) {
      case 'match':
        return this.#match(operation.atom, bound, mode);
      case 'absent':
        return this.#absent(operation.condition, bound);
      case 'compare': {
        const holds = testIn(frame, terms, operation.condition);
        return (next) => () => holds() && next();
      }
      case 'bind': {
        const value = valueIn(frame, terms, operation.value);
        const register = frame.register(operation.name);
        bound.add(register);
        return (next) => () => {
          const term = value();
          if (term === undefined) return false;
          frame.registers[register] = terms.intern(term);
          return next();
        };
      }
      case 'clock':
        return this.#clock(operation.condition);
    }
  }

  #clock({ test, negated, variable }: CoreClock): (next: Step) => Step {
    const { terms, clock } = this.#store;
    const register = this.#frame.register(variable);
    return (next) => () => {
      const moment = terms.term(this.#frame.registers[register] as number);
      return clock.test(test, moment as number) !== negated && next();
    };
  }

  #match(atom: CoreAtom, bound: Set<number>, mode: Mode): (next: Step) => Step {
    const table = this.#store.table(atom.table);
    const { meter } = this.#store;
    const { registers, rows } = this.#frame;
    const place = this.#frame.atoms.indexOf(atom);
    const args = this.#registersOf(atom);
    const { mask, key, rest } = split(args, bound);
    const present = mode === 'present' ? ALIVE : 0;
    if (key.length === args.length) {
      const values = new Int32Array(args.length);
      return (next) => () => {
        meter.step();
        for (let i = 0; i < args.length; i++) values[i] = registers[args[i] as number] as number;
        const row = table.find(values);
        if (row < 0 || ((table.flags[row] as number) & present) !== present) return false;
        rows[place] = row;
        return next();
      };
    }
    const visit = (row: number, next: Step): boolean => {
      meter.step();
      if (((table.flags[row] as number) & present) !== present) return false;
      const at = row * table.stride;
      for (let i = 0; i < key.length; i++) {
        const [column, register] = key[i] as Columns['key'][number];
        if (table.data[at + column] !== registers[register]) return false;
      }
      if (!take(table, registers, rest, row)) return false;
      rows[place] = row;
      return next();
    };
    return (next) => this.#rows(table, mask, key, (row) => visit(row, next));
  }

  /** Visits the rows that may fit until one visit says true. */
  #rows(table: Table, mask: number, key: Columns['key'], visit: (row: number) => boolean): Step {
    const { registers } = this.#frame;
    if (mask === 0)
      return () => {
        for (let row = 0, end = table.rows; row < end; row++)
          if ((table.flags[row] as number) & INDEXED && visit(row)) return true;
        return false;
      };
    let made: TableIndex | null = null;
    const values = new Int32Array(key.length);
    return () => {
      const index = (made ??= table.index(mask));
      for (let i = 0; i < key.length; i++) values[i] = registers[(key[i] as Columns['key'][number])[1]] as number;
      // No row is added to the index while a join runs.
      const { next } = index;
      for (let row = index.firstOf(values); row >= 0; row = next[row] as number) if (visit(row)) return true;
      return false;
    };
  }

  #absent(condition: CoreAbsent, bound: Set<number>): (next: Step) => Step {
    const table = this.#store.table(condition.table);
    const { meter } = this.#store;
    const { registers } = this.#frame;
    const args = this.#registersOf(condition);
    const { mask, key } = split(args, new Set(bound));
    if (key.length === args.length) {
      const values = new Int32Array(args.length);
      return (next) => () => {
        meter.step();
        for (let i = 0; i < args.length; i++) values[i] = registers[args[i] as number] as number;
        const row = table.find(values);
        return (row < 0 || !((table.flags[row] as number) & ALIVE)) && next();
      };
    }
    const some = this.#rows(table, mask, key, (row) => {
      meter.step();
      const at = row * table.stride;
      return (
        Boolean((table.flags[row] as number) & ALIVE) && key.every(([c, r]) => table.data[at + c] === registers[r])
      );
    });
    return (next) => () => !some() && next();
  }
}

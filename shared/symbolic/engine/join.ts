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

/** Pairs of a column and a register, as two lists. */
interface Pairs {
  readonly columns: Int32Array;
  readonly registers: Int32Array;
}

/** What is done with the columns of a row that is looked at: look it up by `key`, give registers values, compare the rest. */
interface Columns {
  readonly mask: number;
  readonly key: Pairs;
  readonly bind: Pairs;
  readonly check: Pairs;
}

const pairs = (list: readonly (readonly [column: number, register: number])[]): Pairs => ({
  columns: Int32Array.from(list, ([column]) => column),
  registers: Int32Array.from(list, ([, register]) => register),
});

/** `bound`: registers that have a value; those that get one are added. */
const split = (args: readonly number[], bound: Set<number>): Columns => {
  const all = args.map((register, column) => [column, register] as const).filter(([, register]) => register !== ANY);
  const key = all.filter(([, register]) => bound.has(register));
  const rest = all.filter(([, register]) => !bound.has(register));
  const bind = rest.filter(([, register]) => !bound.has(register) && bound.add(register));
  return {
    mask: key.reduce((mask, [column]) => mask | (1 << column), 0),
    key: pairs(key),
    bind: pairs(bind),
    check: pairs(rest.filter((pair) => !bind.includes(pair))),
  };
};

const agrees = (data: Int32Array, at: number, { columns, registers }: Pairs, values: Int32Array): boolean => {
  for (let i = 0; i < columns.length; i++)
    if (data[at + (columns[i] as number)] !== values[registers[i] as number]) return false;
  return true;
};

const give = (data: Int32Array, at: number, { columns, registers }: Pairs, values: Int32Array): void => {
  for (let i = 0; i < columns.length; i++) values[registers[i] as number] = data[at + (columns[i] as number)] as number;
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
    const { key, bind, check } = split(args, bound);
    if (start.from === 'clock') bound.add(frame.register(start.condition.variable));
    const operations = plan(frame.rule, start, mode, (number) => this.#store.table(number).alive);
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
      const at = row * table.stride;
      if (!agrees(table.data, at, key, registers)) return false;
      give(table.data, at, bind, registers);
      if (!agrees(table.data, at, check, registers)) return false;
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
    const columns = split(args, bound);
    const present = mode === 'present' ? ALIVE : 0;
    if (columns.key.columns.length === args.length) {
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
    return (next) =>
      this.#rows(table, columns, (row) => {
        if (((table.flags[row] as number) & present) !== present) return false;
        rows[place] = row;
        return next();
      });
  }

  /** Visits the rows that fit, with the registers filled, until one visit says true. */
  #rows(table: Table, { mask, key, bind, check }: Columns, visit: (row: number) => boolean): Step {
    const { registers } = this.#frame;
    const { meter } = this.#store;
    const compared = check.columns.length > 0;
    if (mask === 0)
      return () => {
        for (let row = 0, end = table.rows; row < end; row++) {
          meter.step();
          if (!((table.flags[row] as number) & INDEXED)) continue;
          give(table.data, row * table.stride, bind, registers);
          if (compared && !agrees(table.data, row * table.stride, check, registers)) continue;
          if (visit(row)) return true;
        }
        return false;
      };
    let index: TableIndex | null = null;
    const values = new Int32Array(key.columns.length);
    return () => {
      index ??= table.index(mask);
      for (let i = 0; i < values.length; i++) values[i] = registers[key.registers[i] as number] as number;
      // No row is added to the index while a join runs.
      const { next } = index;
      for (let row = index.firstOf(values), after = 0; row >= 0; row = after) {
        // Read early: it takes long to come from memory, and nothing here waits for it.
        after = next[row] as number;
        meter.step();
        const { data } = table;
        const at = row * table.stride;
        if (!agrees(data, at, key, registers)) continue;
        give(data, at, bind, registers);
        if (compared && !agrees(data, at, check, registers)) continue;
        if (visit(row)) return true;
      }
      return false;
    };
  }

  #absent(condition: CoreAbsent, bound: Set<number>): (next: Step) => Step {
    const table = this.#store.table(condition.table);
    const { meter } = this.#store;
    const { registers } = this.#frame;
    const args = this.#registersOf(condition);
    const columns = split(args, new Set(bound));
    if (columns.key.columns.length === args.length) {
      const values = new Int32Array(args.length);
      return (next) => () => {
        meter.step();
        for (let i = 0; i < args.length; i++) values[i] = registers[args[i] as number] as number;
        const row = table.find(values);
        return (row < 0 || !((table.flags[row] as number) & ALIVE)) && next();
      };
    }
    const some = this.#rows(table, columns, (row) => ((table.flags[row] as number) & ALIVE) !== 0);
    return (next) => () => !some() && next();
  }
}

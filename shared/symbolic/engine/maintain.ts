import type { Aggregator } from './aggregate.ts';
import type { AggregateCondition } from '../rules/rule.ts';
import { Conclusions } from './conclusions.ts';
import type { CoreAbsent, CoreAtom, CoreClock, CoreRule, Program } from './core.ts';
import { IntList } from './int-list.ts';
import { Ledger } from './ledger.ts';
import { levelOf, type Level, type Use } from './level.ts';
import { RowQueue } from './row-queue.ts';
import { RuleJoins } from './rule-joins.ts';
import type { Store } from './store.ts';
import { ALIVE, BY_TELLING, FRESH, LOST, TOLD, type Table } from './table.ts';

/** Moments that came, as terms. */
export interface Turned {
  readonly reached: readonly number[];
  readonly passed: readonly number[];
}

/** Eight times as many facts, or an eighth. */
const MUCH = 3;
/** In the place of a table: the row is not suspended any more, or will not come back by itself. */
const GONE = -1;
/** How many facts a derivation is followed through before it is taken for one that may go in a circle. */
const MOST_LOOKS = 256;

type Found = () => boolean;
const ANY: Found = () => true;
const NO_USES: readonly Use<CoreAtom>[] = [];

const came = (table: Table, row: number): boolean =>
  ((table.flags[row] as number) & (ALIVE | FRESH)) === (ALIVE | FRESH);
const went = (table: Table, row: number): boolean => ((table.flags[row] as number) & (ALIVE | LOST)) === LOST;

/**
 * Keeps what the rules derive up to date, stratum by stratum, by changes only. Each derived fact has one recorded
 * derivation, and recorded derivations never go in circles. When a fact goes, the facts whose recorded derivation used it are
 * suspended, and theirs, except where another derivation is at hand that is seen not to rest on them; each suspended fact that still
 * has a derivation from what is left comes back, and then whatever is new follows. A variant of delete-and-rederive (Gupta, Mumick and
 * Subrahmanian, "Maintaining views incrementally", 1993) that, like the backward/forward algorithm (Motik et al., 2015), looks
 * backwards for another proof before it deletes.
 */
export class Maintainer {
  readonly ledger: Ledger;
  readonly joins: readonly RuleJoins[];
  /** By the count as it was written. */
  readonly aggregators: ReadonlyMap<AggregateCondition, Aggregator>;
  readonly #store: Store;
  readonly #levels: readonly Level[];
  readonly #queue = new RowQueue();
  readonly #suspended = new IntList();
  /** By table: rows that were told or taken back in this batch. */
  readonly #retold: readonly IntList[];
  readonly #heads: readonly Int32Array[];
  // By rule: what is done with an instance.
  readonly #withdrawals: readonly Found[];
  readonly #conclusions: readonly Found[];
  readonly #groundings: readonly Found[];
  readonly #found: readonly Conclusions[];
  /** The suspended row that is looked at, and whether it has a derivation at all. */
  #number = 0;
  #row = 0;
  #met = false;
  readonly #open = new IntList();
  /** The logarithms of the sizes that the joins were planned for. */
  #planned: readonly number[] = [];
  #started = false;

  constructor(program: Program, store: Store) {
    this.#store = store;
    this.ledger = new Ledger(store, program.rules.length);
    const groups = program.rules.map(({ head }) => program.strata.find(({ tables }) => tables.includes(head.table)));
    this.joins = program.rules.map((rule, i) => new RuleJoins(rule, store, groups[i]?.tables ?? []));
    this.#retold = program.tables.map(() => new IntList());
    this.#heads = program.rules.map(({ head }) => new Int32Array(head.args.length));
    this.#found = program.rules.map(
      ({ head }, i) => new Conclusions(head.args.length, this.joins[i]?.frame.rows.length ?? 0),
    );
    this.#withdrawals = this.joins.map((joins) => () => this.#withdraw(joins));
    this.#conclusions = this.joins.map((joins) => () => this.#conclude(joins));
    this.#groundings = this.joins.map((joins) => () => this.#isGrounded(joins));
    this.#levels = program.strata.map((stratum) => levelOf(stratum, this.joins, store, this.ledger));
    this.aggregators = new Map(
      this.#levels.flatMap(({ stratum, aggregator }) =>
        stratum.aggregate && aggregator ? [[stratum.aggregate.written, aggregator] as const] : [],
      ),
    );
  }

  /** Notes that a row is told (or not any more); `run` draws the conclusions. */
  tell(table: number, row: number, told: boolean): void {
    if (this.ledger.tell(table, row, told)) this.#retold[table]?.push(row);
  }

  /** Plans the joins anew where a table has become much larger or smaller since they were planned. */
  replan(): void {
    const sizes = this.#store.tables.map(({ alive }) => Math.log2(alive + 1));
    if (sizes.every((size, i) => Math.abs(size - (this.#planned[i] ?? 0)) < MUCH)) return;
    this.#planned = sizes;
    for (const joins of this.joins) joins.replan();
  }

  /** Brings everything up to date with what was told and with the moments that came. */
  run(turned: Turned): void {
    for (const level of this.#levels) {
      if (level.aggregator) this.#count(level, level.aggregator);
      else {
        this.#suspend(level, turned);
        this.#restore();
        this.#derive(level, turned);
      }
    }
    this.#started = true;
    this.#forget();
  }

  /** Takes the batch back, also one that ended in the middle. */
  rollback(): void {
    this.#queue.clear();
    this.#forget();
    this.ledger.rollback();
  }

  #forget(): void {
    this.#suspended.clear();
    for (const rows of this.#retold) rows.clear();
    for (const found of this.#found) found.clear();
  }

  #count(level: Level, aggregator: Aggregator): void {
    for (const table of level.stratum.tables) aggregator.update((row) => this.#store.table(table).show(row));
  }

  /** Suspends each fact whose recorded derivation does not hold any more. */
  #suspend(level: Level, turned: Turned): void {
    const { tables } = this.#store;
    for (const number of level.stratum.tables) {
      const retold = this.#retold[number] as IntList;
      const table = tables[number] as Table;
      for (let i = 0; i < retold.length; i++) {
        const row = retold.at(i);
        const flags = table.flags[row] as number;
        if (!(flags & TOLD) && flags & ALIVE && table.support(row) === BY_TELLING) this.#lose(number, row);
      }
    }
    for (const { joins, condition } of level.needed) this.#each(condition.table, went, this.#before(joins, condition));
    for (const { joins, condition } of level.absent) this.#each(condition.table, came, this.#before(joins, condition));
    for (const { joins, condition } of level.clocks)
      if (condition.negated) turned[condition.test].forEach(this.#before(joins, condition));
    // The list grows while it is walked: what rests on a suspended fact is suspended, too.
    const suspended = this.#suspended;
    const uses = new Map(
      level.stratum.tables.map((number) => [number, (level.own.get(number) ?? []).filter((use) => this.#matters(use))]),
    );
    for (let i = 0; i < suspended.length; i += 2) {
      const [number, row] = [suspended.at(i), suspended.at(i + 1)];
      const other = this.#otherwise(number, row);
      if (other !== 'perhaps') suspended.set(i, GONE);
      if (other === 'yes') continue;
      for (const { joins, condition } of uses.get(number) ?? [])
        joins.from(condition, 'before', this.#withdrawals[joins.rule.id] as Found)(row);
    }
  }

  /**
   * Lets a row that was just suspended hold again if it was told, or has another derivation that does not rest on it: then nothing that
   * rests on it has to be looked at. `perhaps`: it has one, and what that rests on is suspended, may be it itself, or is too much to be looked
   * through. `no`: it has none, and gets none unless a suspended fact comes back.
   */
  #otherwise(number: number, row: number): 'yes' | 'perhaps' | 'no' {
    if ((this.#store.table(number).flags[row] as number) & TOLD) {
      this.ledger.come(number, row, BY_TELLING, null);
      return 'yes';
    }
    this.#number = number;
    this.#row = row;
    this.#met = false;
    for (const joins of this.#rulesFor(number)) {
      if (!joins.toHead(this.#groundings[joins.rule.id] as Found)(row)) continue;
      this.ledger.come(number, row, joins.rule.id, joins.frame.rows);
      return 'yes';
    }
    return this.#met ? 'perhaps' : 'no';
  }

  /** Whether the recorded derivations of the facts in the frame, and of those that these use, go without the row in question. */
  #isGrounded({ own, frame }: RuleJoins): boolean {
    this.#met = true;
    const open = this.#open;
    open.clear();
    for (let i = 0; i < own.length; i++) {
      const place = own[i] as number;
      open.push((frame.atoms[place] as CoreAtom).table);
      open.push(frame.rows[place] as number);
    }
    for (let steps = 0; open.length > 0; steps++) {
      const row = open.pop();
      const number = open.pop();
      const table = this.#store.table(number);
      if (steps === MOST_LOOKS || !((table.flags[row] as number) & ALIVE)) return false;
      if (row === this.#row && number === this.#number) return false;
      const support = table.support(row);
      if (support < 0) continue;
      const { own: used, frame: of } = this.joins[support] as RuleJoins;
      for (let i = 0; i < used.length; i++) {
        const place = used[i] as number;
        open.push((of.atoms[place] as CoreAtom).table);
        open.push(table.body(row, place));
      }
    }
    return true;
  }

  /** Whether anything could be withdrawn because of a fact in the place of this condition. */
  #matters({ joins, condition }: Use<CoreAtom | CoreAbsent | CoreClock>): boolean {
    return this.#store.table(joins.rule.head.table).alive > 0 && joins.possible(condition);
  }

  #before(joins: RuleJoins, condition: CoreAtom | CoreAbsent | CoreClock): (from: number) => void {
    if (!this.#matters({ joins, condition })) return () => {};
    return joins.from(condition, 'before', this.#withdrawals[joins.rule.id] as Found);
  }

  #lose(table: number, row: number): void {
    this.ledger.go(table, row);
    this.#suspended.push(table);
    this.#suspended.push(row);
  }

  /** The instance in the frame does not hold any more: suspends its head if this is the derivation that was recorded. */
  #withdraw({ rule, frame }: RuleJoins): false {
    const table = this.#store.table(rule.head.table);
    const row = table.find(this.#headOf(rule.id, frame.registers, frame.head));
    if (row < 0 || !((table.flags[row] as number) & ALIVE) || table.support(row) !== rule.id) return false;
    for (let i = 0; i < frame.rows.length; i++) if (table.body(row, i) !== frame.rows[i]) return false;
    this.#lose(rule.head.table, row);
    return false;
  }

  #headOf(rule: number, registers: Int32Array, head: readonly number[]): Int32Array {
    const values = this.#heads[rule] as Int32Array;
    for (let i = 0; i < values.length; i++) values[i] = registers[head[i] as number] as number;
    return values;
  }

  /**
   * Brings suspended facts back that may have another derivation from facts that hold. What follows from those that come back is
   * derived as from any that are new.
   */
  #restore(): void {
    const suspended = this.#suspended;
    for (let i = 0; i < suspended.length; i += 2) {
      const [number, row] = [suspended.at(i), suspended.at(i + 1)];
      if (number !== GONE && this.#support(number, row)) this.#queue.push(number, row);
    }
    suspended.clear();
  }

  /** Lets a suspended row hold again if there is a derivation. */
  #support(number: number, row: number): boolean {
    for (const joins of this.#rulesFor(number))
      if (joins.toHead(ANY)(row)) {
        this.ledger.come(number, row, joins.rule.id, joins.frame.rows);
        return true;
      }
    return false;
  }

  readonly #byHead = new Map<number, readonly RuleJoins[]>();
  #rulesFor(table: number): readonly RuleJoins[] {
    const known = this.#byHead.get(table) ?? this.joins.filter(({ rule }) => rule.head.table === table);
    this.#byHead.set(table, known);
    return known;
  }

  #come(table: number, row: number, support: number, bodies: Int32Array | null): void {
    this.ledger.come(table, row, support, bodies);
    this.#queue.push(table, row);
  }

  /** Adds what is told and what follows, until nothing new follows. */
  #derive(level: Level, turned: Turned): void {
    for (const number of level.stratum.tables) {
      const retold = this.#retold[number] as IntList;
      const table = this.#store.table(number);
      for (let i = 0; i < retold.length; i++) {
        const flags = table.flags[retold.at(i)] as number;
        if (flags & TOLD && !(flags & ALIVE)) this.#come(number, retold.at(i), BY_TELLING, null);
      }
    }
    if (!this.#started)
      for (const joins of level.joins)
        if (joins.frame.atoms.length === 0) {
          joins.all(this.#conclusions[joins.rule.id] as Found)(0);
          this.#draw(joins.rule);
        }
    for (const joins of level.joins) this.#seed(level, joins);
    for (const { joins, condition } of level.clocks)
      if (!condition.negated) for (const moment of turned[condition.test]) this.#present(joins, condition, moment);
    const queue = this.#queue;
    for (let row = queue.next(); row >= 0; row = queue.next()) {
      const number = queue.table;
      this.#store.table(number).show(row);
      for (const { joins, condition } of level.own.get(number) ?? NO_USES) this.#present(joins, condition, row);
    }
  }

  /** Draws what follows from the changes in the tables before the rule's own. */
  #seed(level: Level, joins: RuleJoins): void {
    const mine = level.needed.filter((use) => use.joins === joins);
    // Where all that holds of one relation is new, every instance has a new fact there: one join finds them all.
    const whole = mine.find(({ condition: { table } }) => {
      const { fresh, alive } = this.#store.table(table);
      return fresh === alive;
    });
    for (const { condition } of whole ? [whole] : mine)
      this.#each(condition.table, came, (row) => this.#present(joins, condition, row));
    if (whole) return;
    for (const use of level.absent)
      if (use.joins === joins) this.#each(use.condition.table, went, (row) => this.#present(joins, use.condition, row));
  }

  /** Draws what follows from one change at this condition. */
  #present(joins: RuleJoins, condition: CoreAtom | CoreAbsent | CoreClock, from: number): void {
    if (!joins.possible(condition)) return;
    joins.from(condition, 'present', this.#conclusions[joins.rule.id] as Found)(from);
    this.#draw(joins.rule);
  }

  /** The instance in the frame holds, and so will its head: `#draw` takes it in, with others. */
  #conclude({ rule, frame }: RuleJoins): false {
    // Arithmetic looks at no row, and yet it may go on for ever.
    this.#store.meter.step();
    const found = this.#found[rule.id] as Conclusions;
    if (found.take(frame)) this.#draw(rule);
    return false;
  }

  /** Takes in what was concluded by a rule. */
  #draw({ id, head: { table: number } }: CoreRule): void {
    const found = this.#found[id] as Conclusions;
    if (found.size === 0) return;
    const table = this.#store.table(number);
    found.fetch(table);
    for (let i = 0; i < found.size; i++) {
      found.read(i);
      const row = table.row(found.head);
      if (!((table.flags[row] as number) & ALIVE)) this.#come(number, row, id, found.bodies);
    }
    found.clear();
  }

  #each(number: number, test: (table: Table, row: number) => boolean, join: (row: number) => void): void {
    const table = this.#store.table(number);
    const { touched } = table;
    for (let i = 0; i < touched.length; i++) if (test(table, touched.at(i))) join(touched.at(i));
  }
}

import type { Atom, Term } from '../atom.ts';
import { analyse } from '../rules/analyse.ts';
import type { Relation, RuleSet } from '../rules/rule.ts';
import { fits, typeOf } from '../rules/types.ts';
import { compile } from './compile.ts';
import type { Program } from './core.ts';
import { Derivations } from './derivations.ts';
import { idOf, rowOf, tableOf, type Derivation, type Fact, type FactId, type Query, type ToldFact } from './fact.ts';
import { Maintainer, type Turned } from './maintain.ts';
import { DEFAULT_BUDGET, EngineRefused, Meter, type Budget } from './meter.ts';
import { scan } from './scan.ts';
import { Store } from './store.ts';
import { ALIVE, FRESH, LOST, TOLD } from './table.ts';
import { Validity } from './validity.ts';

/** What changes at once: first the time, then what is retracted, then what is asserted. */
export interface Batch {
  /** Milliseconds since the epoch; not before the engine's time. Without it the time stays. */
  readonly now?: number;
  /** A told fact is told no more. It stays where a rule derives it. What was never told is passed over. */
  readonly retract?: Iterable<Atom>;
  /** Told again, a fact takes the new valid time in place of the old one. */
  readonly assert?: Iterable<ToldFact>;
}

/** What a batch changed. To be read before the next batch; later reads are refused (ENGINE_STALE). */
export interface Changes {
  /** How many facts hold that did not before, and the other way round. */
  readonly counts: { readonly added: number; readonly removed: number };
  added(): readonly Fact[];
  removed(): readonly Fact[];
}

export interface EngineOptions {
  /** The first moment. 0 if not given. */
  readonly now?: number;
  readonly budget?: Partial<Budget>;
}

/**
 * Facts and what rules derive from them, kept up to date with every change. Each derived fact has a recorded derivation
 * that does not go in a circle. A batch is done whole or not at all.
 */
export class Engine {
  readonly rules: RuleSet;
  readonly #program: Program;
  readonly #store: Store;
  readonly #meter: Meter;
  readonly #maintainer: Maintainer;
  readonly #derivations: Derivations;
  readonly #validity = new Validity();
  readonly #relations: ReadonlyMap<string, { readonly number: number; readonly relation: Relation }>;
  #batch = 0;
  #supposing = false;

  /**
   * @throws RulesRefused where the rules cannot be run, and EngineRefused where what they derive from nothing is over the
   * budget.
   */
  constructor(rules: RuleSet, { now = 0, budget = {} }: EngineOptions = {}) {
    analyse(rules);
    this.rules = rules;
    this.#program = compile(rules);
    this.#meter = new Meter({ ...DEFAULT_BUDGET, ...budget });
    this.#store = new Store(this.#program, now, this.#meter);
    this.#maintainer = new Maintainer(this.#program, this.#store);
    this.#derivations = new Derivations(this.#program, this.#store, this.#maintainer);
    this.#relations = new Map(rules.relations.map((relation, number) => [relation.name, { number, relation }]));
    this.apply({});
  }

  get now(): number {
    return this.#store.clock.now;
  }

  /** How many facts hold, told and derived. */
  get size(): number {
    return this.#program.tables.reduce(
      (sum, { role }, i) => sum + (role === 'relation' ? this.#store.table(i).alive : 0),
      0,
    );
  }

  /** What the last batch cost, in rows looked at. */
  get steps(): number {
    return this.#meter.steps;
  }

  /** The next moment at which something may change by itself, or null: a fact begins or ends, or a rule's time comes. */
  get nextChange(): number | null {
    const moments = [this.#validity.next, this.#store.clock.next].filter((moment) => moment !== null);
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /**
   * Makes the changes and everything that follows from them.
   * @throws EngineRefused (FACT_…, ENGINE_TIME, ENGINE_FACTS, ENGINE_STEPS); everything is then as it was.
   */
  apply(batch: Batch): Changes {
    this.#attempt(batch);
    return this.#changes();
  }

  /**
   * What `read` finds if the changes were made. They are taken back before this returns; `read` only reads.
   * @throws EngineRefused as `apply` does.
   */
  suppose<T>(batch: Batch, read: (engine: Engine, changes: Changes) => T): T {
    const undo = this.#attempt(batch);
    this.#supposing = true;
    try {
      return read(this, this.#changes());
    } finally {
      this.#supposing = false;
      this.#batch += 1;
      undo();
    }
  }

  holds(atom: Atom): boolean {
    return this.find(atom) !== undefined;
  }

  /** The fact that this is, where it holds. */
  find(atom: Atom): Fact | undefined {
    const known = this.#relations.get(atom.relation);
    if (!known || known.relation.columns.length !== atom.args.length) return undefined;
    const args = Int32Array.from(atom.args, (term) => this.#store.terms.find(term));
    const row = args.includes(-1) ? -1 : this.#store.table(known.number).find(args);
    return row < 0 ? undefined : this.fact(idOf(known.number, row));
  }

  /** The fact of this id, where it holds. */
  fact(id: FactId): Fact | undefined {
    const table = this.#store.tables[tableOf(id)];
    return table && (table.flags[rowOf(id)] ?? 0) & ALIVE ? this.#fact(tableOf(id), rowOf(id)) : undefined;
  }

  /** The facts that fit, in no particular order. Not to be read on after the next batch. */
  *facts({ relation, args }: Query): Iterable<Fact> {
    const known = this.#relations.get(relation);
    if (!known || (args && args.length !== known.relation.columns.length)) return;
    const terms = known.relation.columns.map((_, i) => {
      const term = args?.[i] ?? null;
      return term === null ? null : this.#store.terms.find(term);
    });
    for (const row of scan(this.#store.table(known.number), terms)) yield this.#fact(known.number, row);
  }

  /** How many facts of a relation hold. */
  countOf(relation: string): number {
    const known = this.#relations.get(relation);
    return known ? this.#store.table(known.number).alive : 0;
  }

  /** How many facts have their recorded derivation by this rule. */
  supportedBy(rule: string): number {
    return this.#program.rules.reduce((sum, { written, head, id }) => {
      const counts = written.name === rule && this.#program.tables[head.table]?.role === 'relation';
      return sum + (counts ? (this.#maintainer.ledger.supported[id] as number) : 0);
    }, 0);
  }

  /** The fact as it was told, with its valid time; undefined where it is only derived, or does not hold. */
  told(id: FactId): ToldFact | undefined {
    const fact = this.fact(id);
    if (!fact || !((this.#store.table(tableOf(id)).flags[rowOf(id)] as number) & TOLD)) return undefined;
    const { relation, args } = fact;
    return this.#validity.of(fact) ?? { relation, args };
  }

  /** All that was told and holds or is still to come: what another engine needs to be told to know the same. */
  *allTold(): Iterable<ToldFact> {
    for (const { number } of this.#relations.values())
      for (const row of scan(this.#store.table(number), [])) {
        const told = this.told(idOf(number, row));
        if (told) yield told;
      }
    yield* this.#validity.coming(this.now);
  }

  /** The recorded derivation: its facts came before this one. Null where the fact rests on having been told. */
  derivation(id: FactId): Derivation | null {
    return this.fact(id) ? this.#derivations.recorded(tableOf(id), rowOf(id)) : null;
  }

  /** Every derivation from what holds now (which may go in circles), at most `limit`. */
  derivations(id: FactId, limit = 1000): readonly Derivation[] {
    return this.fact(id) ? this.#derivations.all(tableOf(id), rowOf(id), limit) : [];
  }

  #fact(number: number, row: number): Fact {
    const table = this.#store.table(number);
    const at = row * table.stride;
    const args: Term[] = [];
    for (let i = 0; i < table.arity; i++) args.push(this.#store.terms.term(table.data[at + i] as number));
    return { id: idOf(number, row), relation: this.#program.tables[number]?.relation ?? '', args };
  }

  /** Makes the changes; gives a function that takes them back. */
  #attempt(batch: Batch): () => void {
    if (this.#supposing) throw new EngineRefused('ENGINE_SUPPOSING');
    const before = this.now;
    if (batch.now !== undefined && !(Number.isFinite(batch.now) && batch.now >= before))
      throw new EngineRefused('ENGINE_TIME', `It is ${before}; ${batch.now} was asked for.`);
    this.#batch += 1;
    this.#meter.start();
    this.#maintainer.ledger.commit();
    this.#validity.commit();
    for (const table of this.#store.tables) table.purge();
    this.#maintainer.replan();
    const turned = this.#store.clock.advance(batch.now ?? before);
    const undo = (): void => {
      this.#maintainer.rollback();
      this.#validity.rollback();
      this.#store.clock.restore(before, turned);
    };
    try {
      this.#tellAll(batch);
      this.#maintainer.run(this.#turned(turned));
    } catch (error) {
      undo();
      throw error;
    }
    return undo;
  }

  #turned({ reached, passed }: Turned): Turned {
    const terms = (moments: readonly number[]): readonly number[] => moments.map((m) => this.#store.terms.intern(m));
    return { reached: terms(reached), passed: terms(passed) };
  }

  #tellAll(batch: Batch): void {
    for (const fact of this.#validity.advance(this.now)) this.#settle(fact);
    for (const atom of batch.retract ?? []) {
      this.#row(atom);
      this.#untell(atom);
    }
    for (const fact of batch.assert ?? []) {
      const { from, until } = fact;
      this.#row(fact);
      if (
        [from, until].some((end) => end !== undefined && !Number.isFinite(end)) ||
        (from ?? -Infinity) >= (until ?? Infinity)
      )
        throw new EngineRefused('FACT_TIME', `${fact.relation} from ${from} until ${until}.`);
      if (this.#validity.of(fact)) this.#untell(fact);
      if (from === undefined && until === undefined) this.#tell(fact, true);
      else {
        this.#validity.set({ relation: fact.relation, args: fact.args, ...valid(fact) }, this.now);
        this.#settle(fact);
      }
    }
  }

  /** Tells or takes back a fact with a valid time, as the time is. */
  #settle(fact: ToldFact): void {
    if ((fact.until ?? Infinity) <= this.now) this.#untell(fact);
    else this.#tell(fact, (fact.from ?? -Infinity) <= this.now);
  }

  #untell(atom: Atom): void {
    const known = this.#validity.of(atom);
    this.#tell(known ?? atom, false);
    this.#validity.delete(atom);
  }

  #tell(fact: ToldFact, told: boolean): void {
    const row = this.#row(fact);
    this.#maintainer.tell(row.table, row.row, told);
    for (const end of ['since', 'until'] as const) {
      const table = this.#program[end].get(fact.relation);
      const moment = end === 'since' ? fact.from : fact.until;
      if (table === undefined || moment === undefined) continue;
      const args = Int32Array.of(
        ...fact.args.map((t) => this.#store.terms.intern(t)),
        this.#store.terms.intern(moment),
      );
      this.#maintainer.tell(table, this.#store.table(table).row(args), told);
    }
  }

  /**
   * Looks whether a fact may be told.
   * @throws EngineRefused: FACT_UNKNOWN_RELATION, FACT_ARITY or FACT_TYPE.
   */
  validate(atom: Atom): void {
    this.#terms(atom);
  }

  #row(atom: Atom): { readonly table: number; readonly row: number } {
    const { table, terms } = this.#terms(atom);
    return { table, row: this.#store.table(table).row(terms) };
  }

  /** The number of a told fact's table, and of its terms. */
  #terms({ relation: name, args }: Atom): { readonly table: number; readonly terms: Int32Array } {
    const known = this.#relations.get(name);
    if (!known) throw new EngineRefused('FACT_UNKNOWN_RELATION', `It was ${name}.`);
    const { columns } = known.relation;
    if (columns.length !== args.length)
      throw new EngineRefused('FACT_ARITY', `${name} has ${columns.length} columns; ${args.length} were given.`);
    const terms = new Int32Array(args.length);
    args.forEach((term, i) => {
      const type = columns[i]?.type ?? 'any';
      if (!fits(typeOf(term), type) || (typeof term === 'number' && !Number.isFinite(term)))
        throw new EngineRefused(
          'FACT_TYPE',
          `${name}, column ${columns[i]?.name}: ${JSON.stringify(term)} is no ${type}.`,
        );
      terms[i] = this.#store.terms.intern(term === 0 ? 0 : term);
    });
    return { table: known.number, terms };
  }

  #changes(): Changes {
    const batch = this.#batch;
    const rows = (wanted: number): readonly (readonly [number, number])[] => {
      if (batch !== this.#batch) throw new EngineRefused('ENGINE_STALE');
      return this.#program.tables.flatMap(({ role }, number) => {
        if (role !== 'relation') return [];
        const { touched, flags } = this.#store.table(number);
        const found: [number, number][] = [];
        for (let i = 0; i < touched.length; i++)
          if (((flags[touched.at(i)] as number) & (ALIVE | FRESH | LOST)) === wanted)
            found.push([number, touched.at(i)]);
        return found;
      });
    };
    const facts = (wanted: number): readonly Fact[] => rows(wanted).map(([number, row]) => this.#fact(number, row));
    const relations = this.#store.tables.filter((_, number) => this.#program.tables[number]?.role === 'relation');
    const counts = {
      added: relations.reduce((sum, { fresh }) => sum + fresh, 0),
      removed: relations.reduce((sum, { lost }) => sum + lost, 0),
    };
    return { counts, added: () => facts(ALIVE | FRESH), removed: () => facts(LOST) };
  }
}

const valid = ({ from, until }: ToldFact): Pick<ToldFact, 'from' | 'until'> => ({
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
});

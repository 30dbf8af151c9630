import type { Atom } from '../../symbolic/atom.ts';
import { AtomMap } from '../../symbolic/atom-map.ts';
import { Engine } from '../../symbolic/engine/engine.ts';
import type { Fact as DerivedFact } from '../../symbolic/engine/fact.ts';
import { EngineRefused } from '../../symbolic/engine/meter.ts';
import type { Fact } from '../../symbolic/facts/fact.ts';
import type { RuleSet } from '../../symbolic/rules/rule.ts';
import type { Follower } from './memory.ts';

/** More derived facts than anyone could look at, and more work than a person would wait for. */
const BUDGET = { facts: 1_000_000, steps: 50_000_000 };

/** What following the facts changed. */
export interface Conclusions {
  readonly began: readonly DerivedFact[];
  readonly ceased: readonly DerivedFact[];
}

const NONE: Conclusions = { began: [], ceased: [] };

const usedBy = ({ rules }: RuleSet): ReadonlySet<string> => {
  const used = new Set<string>();
  for (const { body } of rules)
    for (const condition of body)
      for (const inner of condition.kind === 'aggregate' ? condition.where : [condition])
        if (inner.kind === 'atom' || inner.kind === 'absent') used.add(inner.atom.relation);
  return used;
};

/** Keeps what the rules give up to date with the facts: changes gather until `settle`, which follows them all at once. */
export class Reasoner implements Follower {
  readonly #used: ReadonlySet<string>;
  readonly #derived: ReadonlySet<string>;
  readonly #engine: Engine;
  /** By statement: the fact that says so now, or null where nothing does any more. */
  #pending = new AtomMap<{ readonly atom: Atom; readonly from: number | null }>();
  /** The rules cannot be followed any further within the budget; what was derived before stands. */
  trouble: string | null = null;

  constructor(rules: RuleSet, now: number) {
    this.#engine = new Engine(rules, { now, budget: BUDGET });
    this.#used = usedBy(rules);
    this.#derived = new Set(rules.rules.map(({ head }) => head.relation));
  }

  /** What the rules say. To be read after `settle`. */
  get engine(): Engine {
    return this.#engine;
  }

  isDerived(relation: string): boolean {
    return this.#derived.has(relation);
  }

  follows(relation: string): boolean {
    return this.#used.has(relation);
  }

  began({ literal, validFrom }: Fact): void {
    if (this.follows(literal.relation)) this.#pending.set(literal, { atom: literal, from: validFrom });
  }

  ceased(atom: Atom): void {
    if (this.follows(atom.relation)) this.#pending.set(atom, { atom, from: null });
  }

  /** Follows everything up to now. What does not fit the budget is tried again with the next change. */
  settle(now: number): Conclusions {
    const time = Math.max(now, this.#engine.now);
    const due = this.#engine.nextChange;
    if (this.#pending.size === 0 && (due === null || time < due)) return NONE;
    const changes = [...this.#pending.values()];
    try {
      const { added, removed } = this.#engine.apply({
        now: time,
        retract: changes.filter((c) => c.from === null).map((c) => c.atom),
        assert: changes.flatMap(({ atom: { relation, args }, from }) =>
          from === null ? [] : [{ relation, args, from }],
        ),
      });
      const only = (facts: readonly DerivedFact[]): readonly DerivedFact[] =>
        facts.filter((f) => this.isDerived(f.relation));
      const [began, ceased] = [only(added()), only(removed())];
      this.#pending = new AtomMap();
      this.trouble = null;
      return { began, ceased };
    } catch (thrown) {
      if (!(thrown instanceof EngineRefused)) throw thrown;
      this.trouble = thrown.message;
      return NONE;
    }
  }
}

import { Aggregator } from './aggregate.ts';
import type { CoreAbsent, CoreAtom, CoreClock, Stratum } from './core.ts';
import type { Ledger } from './ledger.ts';
import type { RuleJoins } from './rule-joins.ts';
import type { Store } from './store.ts';

/** A condition of a rule, and the joins from it. */
export interface Use<C> {
  readonly joins: RuleJoins;
  readonly condition: C;
}

/** One stratum with its rules' joins: conditions on its own tables, and on those before it. */
export interface Level {
  readonly stratum: Stratum;
  readonly aggregator: Aggregator | null;
  readonly joins: readonly RuleJoins[];
  /** By table. */
  readonly own: ReadonlyMap<number, readonly Use<CoreAtom>[]>;
  readonly needed: readonly Use<CoreAtom>[];
  readonly absent: readonly Use<CoreAbsent>[];
  readonly clocks: readonly Use<CoreClock>[];
}

/** @param all the joins of every rule, by its number */
export const levelOf = (stratum: Stratum, all: readonly RuleJoins[], store: Store, ledger: Ledger): Level => {
  const joins = stratum.rules.map(({ id }) => all[id] as RuleJoins);
  const uses = joins.flatMap((joins) => joins.rule.body.map((condition) => ({ joins, condition })));
  const is =
    <C>(test: (c: unknown) => c is C) =>
    (use: Use<unknown>): use is Use<C> =>
      test(use.condition);
  const kind =
    <K extends string>(name: K) =>
    (c: unknown): c is Extract<CoreAtom | CoreAbsent | CoreClock, { kind: K }> =>
      (c as CoreAtom).kind === name;
  const atoms = uses.filter(is(kind('atom')));
  const inside = (use: Use<CoreAtom>): boolean => stratum.tables.includes(use.condition.table);
  return {
    stratum,
    joins,
    aggregator: stratum.aggregate && new Aggregator(stratum.aggregate, store, ledger),
    own: Map.groupBy(atoms.filter(inside), ({ condition }) => condition.table),
    needed: atoms.filter((use) => !inside(use)),
    absent: uses.filter(is(kind('absent'))),
    clocks: uses.filter(is(kind('clock'))),
  };
};

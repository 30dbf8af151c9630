import type { AggregateCondition, AggregateFunction, Argument, Comparator, Expression, Rule } from '../rules/rule.ts';

/**
 * What rules become before they run: tables by number, no counts and no `now` inside conditions. A count becomes a table
 * of its members and a table of its values; a rule with the present time becomes a rule that computes the moments and one
 * that compares them with the clock.
 */
export interface CoreAtom {
  readonly kind: 'atom';
  readonly table: number;
  readonly args: readonly Argument[];
  /** The condition it stands for: its place in the written rule (or in the count's braces); -1 where it is no condition. */
  readonly written: number;
}

export interface CoreAbsent {
  readonly kind: 'absent';
  readonly table: number;
  readonly args: readonly Argument[];
}

export interface CoreComparison {
  readonly kind: 'comparison';
  readonly op: Comparator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `reached`: now >= the variable's value; `passed`: now > it. `negated` turns it round. */
export interface CoreClock {
  readonly kind: 'clock';
  readonly test: 'reached' | 'passed';
  readonly negated: boolean;
  readonly variable: string;
}

export type CoreCondition = CoreAtom | CoreAbsent | CoreComparison | CoreClock;

export interface CoreRule {
  /** Its place in the program. */
  readonly id: number;
  /** The rule as it was written. */
  readonly written: Rule;
  readonly head: { readonly table: number; readonly args: readonly Argument[] };
  readonly body: readonly CoreCondition[];
}

/** A declared relation, or what the program needs besides. */
export type TableRole = 'relation' | 'since' | 'until' | 'members' | 'values' | 'moments';

export interface CoreTable {
  /** The relation it holds or serves. */
  readonly relation: string;
  readonly role: TableRole;
  readonly arity: number;
  /** The most facts that one rule for it needs. */
  readonly bodies: number;
}

/** `values` holds, for each group of `members`, the group and the function's value. */
export interface CoreAggregate {
  readonly function: AggregateFunction;
  /** The condition as it was written. */
  readonly written: AggregateCondition;
  readonly members: number;
  readonly values: number;
  /** How many columns of both tables name the group. */
  readonly group: number;
}

/** Tables that are brought up to date together, after all that they rest on. */
export interface Stratum {
  readonly tables: readonly number[];
  readonly rules: readonly CoreRule[];
  /** What its only table is the values of, or null. */
  readonly aggregate: CoreAggregate | null;
}

export interface Program {
  readonly tables: readonly CoreTable[];
  readonly rules: readonly CoreRule[];
  readonly strata: readonly Stratum[];
  /** Tables of the starts and ends of told facts, by relation, where rules ask for them. */
  readonly since: ReadonlyMap<string, number>;
  readonly until: ReadonlyMap<string, number>;
}

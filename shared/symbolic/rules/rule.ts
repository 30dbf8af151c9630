import type { Term } from '../atom.ts';

/** What a column may hold. `time` is a number of milliseconds since the epoch; `any` takes every term. */
export type ColumnType = 'text' | 'number' | 'flag' | 'time' | 'any';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** A declared relation. `says` is its sentence, with columns in braces: "{file} is a copy of {other}". */
export interface Relation {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly says?: string;
}

export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
}

/** A value. A number may be written with a unit of time (`30d`); `value` is then in milliseconds. */
export interface Constant {
  readonly kind: 'constant';
  readonly value: Term;
  readonly unit?: Unit;
}

export interface Wildcard {
  readonly kind: 'wildcard';
}

export type Argument = Variable | Constant | Wildcard;

export const UNITS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export type Unit = keyof typeof UNITS;

export type Operator = '+' | '-' | '*' | '/' | 'mod';

/** Arithmetic over numbers. What has no finite value (a division by zero) satisfies no comparison. */
export type Expression =
  | Variable
  | Constant
  | { readonly kind: 'now' }
  | { readonly kind: 'arithmetic'; readonly op: Operator; readonly left: Expression; readonly right: Expression };

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'starts-with' | 'ends-with';

/** A relation with arguments. */
export interface Pattern {
  readonly relation: string;
  readonly args: readonly Argument[];
}

/** A fact that must hold; `since` and `until` name the ends of its valid time, for facts that were told, not derived. */
export interface AtomCondition {
  readonly kind: 'atom';
  readonly atom: Pattern;
  readonly since?: Argument;
  readonly until?: Argument;
}

export interface AbsentCondition {
  readonly kind: 'absent';
  readonly atom: Pattern;
}

/** `=` gives a value to a variable that has none yet. */
export interface ComparisonCondition {
  readonly kind: 'comparison';
  readonly op: Comparator;
  readonly left: Expression;
  readonly right: Expression;
}

export type AggregateFunction = 'count' | 'sum' | 'min' | 'max';

/**
 * `n = count of x where { … }`: over the distinct tuples of `of`, grouped by the variables that the rest of the rule
 * names, too. `sum`, `min` and `max` take the first of `of`. Over nothing `count` and `sum` are 0; `min` and `max` fail.
 */
export interface AggregateCondition {
  readonly kind: 'aggregate';
  readonly function: AggregateFunction;
  readonly result: Variable | Constant;
  readonly of: readonly Variable[];
  readonly where: readonly SimpleCondition[];
}

export type SimpleCondition = AtomCondition | AbsentCondition | ComparisonCondition;
export type Condition = SimpleCondition | AggregateCondition;

/** A named rule: the head holds wherever all conditions do. `says` is its sentence, with variables in braces. */
export interface Rule {
  readonly name: string;
  readonly head: Pattern;
  readonly body: readonly Condition[];
  readonly says?: string;
}

/** Declarations and rules as data: what a rules text says, without comments and layout. */
export interface RuleSet {
  readonly relations: readonly Relation[];
  readonly rules: readonly Rule[];
}

import type { Atom, Term } from '../atom.ts';

/** How a condition was met. `fact` names an earlier node; `members` are the distinct tuples that were counted. */
export type ProofCondition =
  | { readonly kind: 'fact'; readonly node: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'comparison' }
  | { readonly kind: 'aggregate'; readonly value: number; readonly members: readonly (readonly Term[])[] };

export type Bindings = Readonly<Record<string, Term>>;

export type ProofNode =
  | { readonly kind: 'told'; readonly fact: Atom }
  | {
      readonly kind: 'derived';
      readonly fact: Atom;
      readonly rule: string;
      readonly bindings: Bindings;
      /** In the order of the rule. */
      readonly conditions: readonly ProofCondition[];
    };

/** Why a fact holds. Each node rests on earlier ones only; the last one is the claim. */
export interface Proof {
  readonly claim: Atom;
  readonly now: number;
  readonly nodes: readonly ProofNode[];
}

/**
 * A try of a rule that went as far as it could: conditions are taken as they become known (comparisons, absences and
 * counts before facts, else in the order of the rule); `condition` is the place of the first that cannot be met.
 */
export interface Failure {
  readonly bindings: Bindings;
  readonly condition: number;
  /** Why the fact that is missing does not hold; null where it is not looked into. */
  readonly nested: WhyNot | null;
}

/** All tries of one rule. */
export interface Attempts {
  readonly rule: string;
  /** Can the rule conclude the claim at all? */
  readonly fits: boolean;
  /** The nearest first. */
  readonly failures: readonly Failure[];
  /** How many more there are. */
  readonly others: number;
  /** The search for failures was not cut short. */
  readonly complete: boolean;
}

/** Facts to tell and told facts to take back. */
export interface Change {
  readonly add: readonly Atom[];
  readonly remove: readonly Atom[];
}

/** Why a fact does not hold: what became of each rule that could conclude it, and a smallest change with which it would. */
export interface WhyNot {
  readonly claim: Atom;
  readonly now: number;
  readonly attempts: readonly Attempts[];
  /** Null: none was found (or not looked for, in nested ones). */
  readonly missing: Change | null;
}

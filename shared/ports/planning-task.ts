/** An argument in an action: the index of one of its parameters, or an object's name. Outside actions only names. */
export type LiftedTerm = number | string;

/** A predicate and its arguments. The predicate `=` is built in: both arguments are the same object. */
export interface LiftedAtom {
  readonly predicate: string;
  readonly args: readonly LiftedTerm[];
}

export interface LiftedLiteral extends LiftedAtom {
  readonly negated?: boolean;
}

/** A change: the atom becomes true, or false when negated. With `when` only if all of these held before the action. */
export interface LiftedEffect extends LiftedLiteral {
  readonly when?: readonly LiftedLiteral[];
}

/** What a parameter may stand for: objects of one of these types. Everything is an `object`. */
export interface LiftedParameter {
  readonly name: string;
  readonly types: readonly string[];
}

export interface LiftedAction {
  readonly name: string;
  readonly parameters: readonly LiftedParameter[];
  /** How many leading parameters a plan shows; the rest only bind conditions. All when absent. */
  readonly shown?: number;
  /** All of these have to hold. */
  readonly precondition: readonly LiftedLiteral[];
  /** An atom both deleted and added by one action is true afterwards (PDDL 2.1, Fox & Long 2003). */
  readonly effects: readonly LiftedEffect[];
  /**
   * A sum of whole numbers ≥ 0 and of functions whose values the task gives. 1 when absent. For skills this is where risk,
   * irreversibility and time enter.
   */
  readonly cost?: readonly (number | LiftedAtom)[];
}

export interface GroundAtom {
  readonly predicate: string;
  readonly args: readonly string[];
}

/** A planning task over objects and relations: everything that is not in `init` is false at first. */
export interface LiftedTask {
  /** Each type with the one above it; `object` is above all and need not be listed. */
  readonly types: readonly { readonly name: string; readonly parent: string }[];
  readonly objects: readonly { readonly name: string; readonly types: readonly string[] }[];
  readonly actions: readonly LiftedAction[];
  readonly init: readonly GroundAtom[];
  /** All of these have to hold at the end. */
  readonly goal: readonly LiftedLiteral[];
  /** Values of the functions that costs name. */
  readonly values?: readonly (GroundAtom & { readonly value: number })[];
}

/** A step of a plan: the action and the objects its shown parameters stand for. */
export interface TaskStep {
  readonly action: string;
  readonly args: readonly string[];
  readonly cost: number;
}

/** What a search comes back with. Same task, same options and no stop: same answer. */
export type PlanSearch =
  | { readonly kind: 'plan'; readonly steps: readonly TaskStep[]; readonly cost: number }
  /** There is no plan: every way was tried. */
  | { readonly kind: 'unsolvable' }
  /** The budget ended first: the steps towards the nearest state known, and the goals that are open there. */
  | {
      readonly kind: 'unfinished';
      readonly reason: 'stopped' | 'states' | 'too-large';
      readonly partial: readonly TaskStep[];
      readonly openGoals: readonly LiftedLiteral[];
    };

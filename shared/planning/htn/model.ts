/** A name with the types it may have: a variable (`?x`), an object, or a type below another. */
export interface Typed {
  readonly name: string;
  /** Several are an `either`. `object` when none was written. */
  readonly types: readonly string[];
}

/** A predicate, task or action and its arguments: variables begin with `?`, all else is an object's name. */
export interface Call {
  readonly name: string;
  readonly args: readonly string[];
}

export type Formula =
  | { readonly is: 'atom'; readonly atom: Call }
  | { readonly is: 'and' | 'or'; readonly of: readonly Formula[] }
  | { readonly is: 'not'; readonly of: Formula }
  | { readonly is: 'imply'; readonly when: Formula; readonly so: Formula }
  | { readonly is: 'forall' | 'exists'; readonly over: readonly Typed[]; readonly of: Formula };

export type Effect =
  | { readonly is: 'atom'; readonly atom: Call; readonly negated: boolean }
  | { readonly is: 'and'; readonly of: readonly Effect[] }
  | { readonly is: 'forall'; readonly over: readonly Typed[]; readonly of: Effect }
  | { readonly is: 'when'; readonly when: Formula; readonly so: Effect }
  /** A cost: kept and printed; a plan is found without it. */
  | { readonly is: 'increase'; readonly fluent: Call; readonly by: number | Call };

/** A predicate, a function or a compound task, as it is declared. */
export interface Signature {
  readonly name: string;
  readonly parameters: readonly Typed[];
}

/** One of a network's tasks. `id` is what orderings call it; null where nothing does. */
export interface Subtask {
  readonly id: string | null;
  readonly call: Call;
}

/** Tasks to be done. `order`: each after the one before, or only as the pairs of ids say. */
export interface Network {
  readonly tasks: readonly Subtask[];
  readonly order: 'total' | readonly (readonly [string, string])[];
}

/** One way to do a compound task: what must hold where it begins, and the tasks it comes down to. */
export interface Method {
  readonly name: string;
  readonly parameters: readonly Typed[];
  readonly task: Call;
  readonly condition: Formula;
  /** HDDL's `:constraints`: equalities of variables, which do not depend on a state. */
  readonly constraints: Formula;
  readonly network: Network;
}

export interface Action {
  readonly name: string;
  readonly parameters: readonly Typed[];
  readonly condition: Formula;
  readonly effect: Effect;
}

/** What can be done, declared (the hierarchical domain definition language of Höller et al., 2020, without time). */
export interface Domain {
  readonly name: string;
  readonly requirements: readonly string[];
  readonly types: readonly Typed[];
  readonly constants: readonly Typed[];
  readonly predicates: readonly Signature[];
  readonly functions: readonly Signature[];
  readonly tasks: readonly Signature[];
  readonly methods: readonly Method[];
  readonly actions: readonly Action[];
}

export interface Problem {
  readonly name: string;
  readonly domain: string;
  readonly objects: readonly Typed[];
  /** What is to be done; its variables may stand for any objects of their types. */
  readonly parameters: readonly Typed[];
  readonly network: Network;
  readonly constraints: Formula;
  readonly init: readonly Call[];
  readonly values: readonly { readonly fluent: Call; readonly value: number }[];
  readonly goal: Formula;
}

export const TRUE: Formula = { is: 'and', of: [] };
export const NOTHING: Effect = { is: 'and', of: [] };

export const isVariable = (term: string): boolean => term.startsWith('?');

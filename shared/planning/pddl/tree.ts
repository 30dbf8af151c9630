/** What a domain and a problem say, word by word. Variables keep their question mark. */
export interface Typed {
  readonly name: string;
  readonly types: readonly string[];
}

export interface AtomTree {
  readonly predicate: string;
  readonly args: readonly string[];
}

export type Formula =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] }
  | { readonly kind: 'not'; readonly part: Formula }
  | { readonly kind: 'forall' | 'exists'; readonly variables: readonly Typed[]; readonly part: Formula }
  | { readonly kind: 'atom'; readonly atom: AtomTree };

export type EffectTree =
  | { readonly kind: 'and'; readonly parts: readonly EffectTree[] }
  | { readonly kind: 'forall'; readonly variables: readonly Typed[]; readonly part: EffectTree }
  | { readonly kind: 'when'; readonly condition: Formula; readonly part: EffectTree }
  | { readonly kind: 'add' | 'delete'; readonly atom: AtomTree }
  | { readonly kind: 'cost'; readonly amount: number | AtomTree };

export interface ActionTree {
  readonly name: string;
  readonly parameters: readonly Typed[];
  readonly precondition: Formula;
  readonly effect: EffectTree;
}

export interface Domain {
  readonly name: string;
  readonly types: readonly Typed[];
  readonly constants: readonly Typed[];
  /** Arguments by name. */
  readonly predicates: ReadonlyMap<string, number>;
  readonly actions: readonly ActionTree[];
}

export interface Problem {
  readonly name: string;
  readonly domain: string;
  readonly objects: readonly Typed[];
  readonly init: readonly AtomTree[];
  readonly values: readonly { readonly atom: AtomTree; readonly value: number }[];
  readonly goal: Formula;
}

export const TRUE: Formula = { kind: 'and', parts: [] };

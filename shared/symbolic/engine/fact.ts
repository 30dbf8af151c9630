import type { Atom, Term } from '../atom.ts';

/** Names a fact of one engine for as long as it holds. */
export type FactId = number;

/** A fact that holds. */
export interface Fact extends Atom {
  readonly id: FactId;
}

/** A fact that somebody tells: not derived. It holds from `from` (now) until just before `until` (until it is retracted). */
export interface ToldFact extends Atom {
  readonly from?: number;
  readonly until?: number;
}

/** Facts of one relation; null stands for any term. Without `args`: all. */
export interface Query {
  readonly relation: string;
  readonly args?: readonly (Term | null)[];
}

/** How one condition of a rule was met. */
export type MetCondition =
  | { readonly kind: 'fact'; readonly fact: FactId }
  | { readonly kind: 'absent' }
  | { readonly kind: 'comparison' }
  | { readonly kind: 'aggregate'; readonly value: number; readonly members: readonly (readonly Term[])[] };

/** Why a fact holds: a rule, what its variables stood for, and how each condition was met, in the order of the rule. */
export interface Derivation {
  readonly rule: string;
  readonly bindings: Readonly<Record<string, Term>>;
  readonly conditions: readonly MetCondition[];
}

const ROWS = 2 ** 32;
export const idOf = (table: number, row: number): FactId => table * ROWS + row;
export const tableOf = (id: FactId): number => Math.floor(id / ROWS);
export const rowOf = (id: FactId): number => id % ROWS;

import type { ScriptDraft, ScriptEffect, ScriptProblem } from '../../../shared/protocol/script.ts';
import type { Mutant } from './mutants.ts';

export type Question =
  | { readonly id: number; readonly kind: 'read'; readonly draft: ScriptDraft }
  | { readonly id: number; readonly kind: 'types'; readonly draft: ScriptDraft }
  | { readonly id: number; readonly kind: 'runner'; readonly draft: null };

/** Texts of the runner that goes into the sandbox, by their names. */
export type Runner = Readonly<Record<string, string>>;

/** What a script's text says, before anything of it runs. */
export interface Reading {
  readonly problems: readonly ScriptProblem[];
  readonly effects: readonly ScriptEffect[];
  readonly unused: readonly string[];
  /** Without types, and with the names of modules that the sandbox knows them by. */
  readonly script: string;
  readonly tests: string;
  readonly mutants: readonly Mutant[];
}

export type Answer =
  | { readonly id: number; readonly kind: 'read'; readonly reading: Reading }
  | { readonly id: number; readonly kind: 'types'; readonly problems: readonly ScriptProblem[] }
  | { readonly id: number; readonly kind: 'runner'; readonly runner: Runner }
  | { readonly id: number; readonly kind: 'broken'; readonly details: string };

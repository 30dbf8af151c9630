/** How long a search may go on. There is no clock in here: time enters through `shouldStop`. */
export interface SearchBudget {
  readonly shouldStop: () => boolean;
  readonly maxStates: number;
}

/** How a search ended. `best` is the state nearest to the goal when there is no plan. */
export type Outcome =
  | { readonly kind: 'plan'; readonly operators: readonly number[] }
  | { readonly kind: 'exhausted'; readonly complete: boolean; readonly best: readonly number[] }
  | { readonly kind: 'stopped'; readonly why: 'time' | 'states'; readonly best: readonly number[] };

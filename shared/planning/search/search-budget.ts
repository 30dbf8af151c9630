/** How long a search may go on. There is no clock in here: time enters through `shouldStop`. */
export interface SearchBudget {
  readonly shouldStop: () => boolean;
  readonly maxStates: number;
  /** How much a search may keep of the states it met, as it counts it: `bytes`. */
  readonly maxBytes: number;
}

/** How a search ended; one that leaves states out gives up when nothing is left. `best` leads to the state nearest to the goal when there is no plan. */
export type Outcome =
  | { readonly kind: 'plan'; readonly operators: readonly number[] }
  /** Every state that can be reached was looked at: there is no plan. */
  | { readonly kind: 'exhausted' }
  | {
      readonly kind: 'stopped';
      readonly why: 'time' | 'states' | 'memory' | 'given-up';
      readonly best: readonly number[];
    };

/** A search that can be interrupted and go on. */
export interface Search {
  /** Steps of about equal length that were done, whatever the machine: conditions looked at, more or less. */
  readonly work: number;
  /** What it keeps by now, in bytes. */
  readonly bytes: number;
  /** How far the state that is nearest to the goal is from it, as the search counts that: it falls as long as the search gets on. */
  readonly lowest: number;
  /** Goes on until `work` is at `limit`; null when it is and there is no outcome yet. */
  advance(limit: number): Outcome | null;
}

/** Why a search that keeps so many bytes may not go on; null where it may. */
export const overBudget = ({ shouldStop, maxBytes }: SearchBudget, bytes: number): 'time' | 'memory' | null =>
  bytes > maxBytes ? 'memory' : shouldStop() ? 'time' : null;

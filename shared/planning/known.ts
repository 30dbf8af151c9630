import type { Observation, Query } from '../ports/observer.ts';
import type { PlannerOptions } from '../ports/planner.ts';
import type { LiftedTask, PlanSearch } from '../ports/planning-task.ts';

const keyOfQuery = (query: Query): string => JSON.stringify(query, Object.keys(query).toSorted());

/** What a search has found; undefined, after noting that it is wanted, while it has not been made. */
export type SearchedFor = (task: LiftedTask, options: PlannerOptions) => PlanSearch | undefined;

/**
 * What has been seen so far while a plan is made. Planning is pure: where it needs to know more it asks here, the
 * question is remembered, and the caller observes and plans again.
 */
export class Known {
  /** Asked now and then while a search goes on: true ends it. The caller's clock and cancellation enter here. */
  readonly isOver: () => boolean;
  readonly #seen = new Map<string, Observation>();
  readonly #missing = new Map<string, Query>();

  /** null: searches are made at once, while the caller waits. */
  readonly searchedFor: SearchedFor | null;

  constructor(isOver: () => boolean = () => false, searchedFor: SearchedFor | null = null) {
    this.isOver = isOver;
    this.searchedFor = searchedFor;
  }

  add(observation: Observation): void {
    const key = keyOfQuery(observation.query);
    this.#seen.set(key, observation);
    this.#missing.delete(key);
  }

  /** Whether it has been seen. */
  knows(query: Query): boolean {
    return this.#seen.has(keyOfQuery(query));
  }

  /** The observation, or undefined after noting that it is wanted. */
  look(query: Query): Observation | undefined {
    const key = keyOfQuery(query);
    const found = this.#seen.get(key);
    if (!found) this.#missing.set(key, query);
    return found;
  }

  get missing(): readonly Query[] {
    return [...this.#missing.values()];
  }
}

import type { Observation, Query } from '../ports/observer.ts';

const keyOfQuery = (query: Query): string => JSON.stringify(query, Object.keys(query).toSorted());

/**
 * What has been seen so far while a plan is made. Planning is pure: where it needs to know more it asks here, the
 * question is remembered, and the caller observes and plans again.
 */
export class Known {
  /** Asked now and then while a search goes on: true ends it. The caller's clock and cancellation enter here. */
  readonly isOver: () => boolean;
  readonly #seen = new Map<string, Observation>();
  readonly #missing = new Map<string, Query>();

  constructor(isOver: () => boolean = () => false) {
    this.isOver = isOver;
  }

  add(observation: Observation): void {
    const key = keyOfQuery(observation.query);
    this.#seen.set(key, observation);
    this.#missing.delete(key);
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

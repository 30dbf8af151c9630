import type { ViewEvent } from '../protocol/views.ts';
import type { Pacing } from './time-left/pacing.ts';

/** Tells views to whoever listens, in the order in which they came to listen, each run's with how long it still takes. */
export class Telling {
  readonly #pacing: Pick<Pacing, 'follow' | 'timedEvent'>;
  readonly #listeners = new Set<(event: ViewEvent) => void>();

  constructor(pacing: Pick<Pacing, 'follow' | 'timedEvent'>) {
    this.#pacing = pacing;
  }

  readonly emit = (event: ViewEvent): void => {
    this.#pacing.follow(event);
    const timed = this.#pacing.timedEvent(event);
    for (const listener of this.#listeners) listener(timed);
  };

  /** Until the returned function is called. */
  listen(listener: (event: ViewEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

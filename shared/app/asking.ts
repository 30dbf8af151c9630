import type { StopLatch } from '../ports/stop.ts';

/** What is asked of a model beside the runs: it ends when the stop is pulled, and with Sonny. */
export class Asking {
  #ending = new AbortController();

  constructor(stop: Pick<StopLatch, 'onChange'>) {
    stop.onChange(({ pulled }) => {
      if (!pulled) return;
      this.end();
      this.#ending = new AbortController();
    });
  }

  /** Aborted when what is asked now is to end. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  end(): void {
    this.#ending.abort();
  }
}

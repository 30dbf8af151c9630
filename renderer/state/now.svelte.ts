import { createSubscriber } from 'svelte/reactivity';

/** The present time in milliseconds, told again every `every` milliseconds while something on screen reads it. */
class Now {
  readonly #subscribe: () => void;

  constructor(every: number) {
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, every);
      return () => clearInterval(timer);
    });
  }

  get ms(): number {
    this.#subscribe();
    return Date.now();
  }
}

export const everySecond = new Now(1000);
export const everyMinute = new Now(60_000);

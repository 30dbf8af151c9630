import type { Clock } from '../../shared/ports/clock.ts';

/** How long a server is waited for. While it waits for somebody else itself, that is none of its time. */
export class Patience {
  readonly #clock: Clock;
  readonly #most: number;
  #apart = 0;
  #moved = new AbortController();

  /** @param most milliseconds that it may take of itself */
  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  /** What is not the server's time; it has all of its time anew afterwards. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    this.#move(1);
    try {
      return await work();
    } finally {
      this.#move(-1);
    }
  }

  /** Resolves when it is at an end, at `deadline` at the latest, or when `signal` aborts. */
  async out(deadline: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { signal: moved } = this.#moved;
      const left = deadline - this.#clock.now();
      const wait = this.#apart > 0 ? left : Math.min(left, this.#most);
      await this.#clock.sleep(wait, AbortSignal.any([signal, moved]));
      if (signal.aborted || !moved.aborted) return;
    }
  }

  #move(by: number): void {
    this.#apart += by;
    const before = this.#moved;
    this.#moved = new AbortController();
    before.abort('moved');
  }
}

/** So many at once; the others wait in the order they came. */
export class Turns {
  readonly #most: () => number;
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: () => number) {
    this.#most = most;
  }

  /** Resolves with what gives the turn back, or with null when the signal aborts first. */
  async take(signal: AbortSignal): Promise<(() => void) | null> {
    if (signal.aborted) return null;
    if (this.#taken >= this.#most()) {
      const admitted = await new Promise<boolean>((resolve) => {
        const admit = (): void => {
          signal.removeEventListener('abort', leave);
          resolve(true);
        };
        const leave = (): void => {
          this.#waiting.splice(this.#waiting.indexOf(admit), 1);
          resolve(false);
        };
        this.#waiting.push(admit);
        signal.addEventListener('abort', leave, { once: true });
      });
      if (!admitted) return null;
    } else {
      this.#taken++;
    }
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const next = this.#waiting.shift();
      // Handed over, so that nobody slips in between.
      if (next) next();
      else this.#taken--;
    };
  }
}

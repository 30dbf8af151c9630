/** Holds whoever waits until the test lets them on, so that a test sees every state it asks about. */
export class Pace {
  #free = false;
  #waiting: (() => void)[] = [];

  readonly wait = (): Promise<void> =>
    this.#free ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));

  /** Lets those on who wait now. */
  next(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }

  /** Nobody waits any more. */
  run(): void {
    this.#free = true;
    this.next();
  }
}

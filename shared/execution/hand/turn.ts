/**
 * One run acts at a time: two runs that share a desktop would type into each other's windows. A run keeps its turn
 * until `release`; the others wait in the order they asked.
 */
export class Turn {
  #owner: string | null = null;
  readonly #waiting: { readonly runId: string; readonly go: () => void }[] = [];

  /** Resolves when it is the run's turn, or when the signal aborts (check it). */
  take(runId: string, signal: AbortSignal): Promise<void> {
    if (this.#owner === null || this.#owner === runId) {
      this.#owner = runId;
      return Promise.resolve();
    }
    return new Promise((go) => {
      const entry = { runId, go };
      this.#waiting.push(entry);
      signal.addEventListener(
        'abort',
        () => {
          const at = this.#waiting.indexOf(entry);
          if (at >= 0) this.#waiting.splice(at, 1);
          go();
        },
        { once: true },
      );
    });
  }

  release(runId: string): void {
    if (this.#owner !== runId) return;
    const next = this.#waiting.shift();
    this.#owner = next?.runId ?? null;
    next?.go();
  }
}

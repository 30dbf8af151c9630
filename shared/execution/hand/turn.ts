/**
 * One run acts at a time: two runs that share a desktop would type into each other's windows. A run keeps its turn for as long as it
 * needs it; the others wait in the order they asked.
 */
export class Turn {
  readonly #needs: (runId: string) => boolean;
  #owner: string | null = null;
  readonly #waiting: { readonly runId: string; readonly go: () => void }[] = [];

  /** @param needs whether a run that has its turn still needs it: asked when another one wants it, and after `changed` */
  constructor(needs: (runId: string) => boolean) {
    this.#needs = needs;
  }

  /** Resolves when it is the run's turn, or when the signal aborts (check it). */
  take(runId: string, signal: AbortSignal): Promise<void> {
    if (this.#owner === null || this.#owner === runId || !this.#needs(this.#owner)) {
      this.#owner = runId;
      return Promise.resolve();
    }
    if (signal.aborted) return Promise.resolve();
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

  /** The run that this one waits for; null: it waits for none. */
  behind(runId: string): string | null {
    return this.waiting.includes(runId) ? this.#owner : null;
  }

  /** Those that wait for their turn, in the order they asked. */
  get waiting(): readonly string[] {
    return this.#waiting.map(({ runId }) => runId);
  }

  /** Something of the run is otherwise than before. */
  changed(runId: string): void {
    if (this.#owner !== runId || this.#waiting.length === 0 || this.#needs(runId)) return;
    const next = this.#waiting.shift();
    this.#owner = next?.runId ?? null;
    next?.go();
  }
}

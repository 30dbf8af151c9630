/**
 * Input is closed while any approval is pending: a plan must never be able to click the answer to its own question.
 * Steps that touch the desktop pass here first and wait for the person.
 */
export class InputGate {
  readonly #pending = new Set<string>();
  readonly #waiting = new Set<() => void>();

  close(runId: string): void {
    this.#pending.add(runId);
  }

  open(runId: string): void {
    this.#pending.delete(runId);
    if (this.#pending.size > 0) return;
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }

  get closed(): boolean {
    return this.#pending.size > 0;
  }

  /** Resolves when no approval is pending, or when the signal aborts (check it). */
  async pass(signal: AbortSignal): Promise<void> {
    while (this.closed && !signal.aborted) {
      await new Promise<void>((go) => {
        this.#waiting.add(go);
        signal.addEventListener('abort', () => go(), { once: true });
      });
    }
  }
}

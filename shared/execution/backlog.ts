import type { Clock } from '../ports/clock.ts';
import { SonnyError } from '../protocol/errors.ts';

/** How long a full disk is waited for before a row is written again, in milliseconds. */
const PATIENCE = 1000;

interface Waiting {
  readonly write: () => void;
  readonly resolve: () => void;
  readonly reject: (error: SonnyError) => void;
}

/**
 * Writes what has already happened, in the order given: at once where there is room, else as soon as there is, so that no
 * outcome is ever lost.
 */
export class Backlog {
  readonly #clock: Clock;
  readonly #onFull: (error: SonnyError) => void;
  readonly #waiting: Waiting[] = [];
  readonly #closing = new AbortController();

  /** @param onFull told each time that writing begins to wait */
  constructor(clock: Clock, onFull: (error: SonnyError) => void) {
    this.#clock = clock;
    this.#onFull = onFull;
  }

  /**
   * The first try is made before this returns. Rejects with a SonnyError when `write` throws anything but STORE_FULL, and
   * with STORE_FULL when there is still no room at the end of Sonny.
   */
  write(write: () => void): Promise<void> {
    if (this.#waiting.length === 0) {
      const error = this.#attempt(write);
      if (error === null) return Promise.resolve();
      if (this.#isFinal(error)) return Promise.reject(error);
      this.#onFull(error);
    }
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ write, resolve, reject }) === 1) void this.#drain();
    });
  }

  close(): void {
    this.#closing.abort();
  }

  #attempt(write: () => void): SonnyError | null {
    try {
      write();
      return null;
    } catch (thrown) {
      return SonnyError.from(thrown);
    }
  }

  #isFinal(error: SonnyError): boolean {
    return error.code !== 'STORE_FULL' || this.#closing.signal.aborted;
  }

  async #drain(): Promise<void> {
    await this.#clock.sleep(PATIENCE, this.#closing.signal);
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const error = this.#attempt(first.write);
      if (error !== null && !this.#isFinal(error)) {
        await this.#clock.sleep(PATIENCE, this.#closing.signal);
        continue;
      }
      this.#waiting.shift();
      if (error === null) first.resolve();
      else first.reject(error);
    }
  }
}

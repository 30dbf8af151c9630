import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

/** How one request ends before its answer is whole: the first reason counts, and closes the connection. Cancelling is one. */
export class Ending {
  readonly #ending = new AbortController();
  readonly #progress: Progress;
  #why: SonnyError | null = null;

  constructor(progress: Progress) {
    this.#progress = progress;
    if (progress.signal.aborted) this.#cancel();
    progress.signal.addEventListener('abort', this.#cancel, { once: true });
  }

  /** Aborted when the request is to end, for whatever reason. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** null: nothing but the server has ended it. */
  get why(): SonnyError | null {
    return this.#why;
  }

  readonly end = (why: SonnyError): void => {
    this.#why ??= why;
    this.#ending.abort();
  };

  /** Nothing more is wanted: whatever is still open is closed, and that is no failure. */
  close(): void {
    this.#ending.abort();
  }

  /** To be called whatever came of the request. */
  release(): void {
    this.#progress.signal.removeEventListener('abort', this.#cancel);
    this.close();
  }

  readonly #cancel = (): void => this.end(new SonnyError('CANCELLED'));
}

import type { Clock } from '../../shared/ports/clock.ts';

/** Real time, but for the jumps forward that a test makes: patience that nobody tests stays as long as it is. */
export class JumpingClock implements Clock {
  #ahead = 0;
  readonly #sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();

  now(): number {
    return Date.now() + this.#ahead;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = (): void => {
        clearTimeout(timer);
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { until: this.now() + ms, wake };
      const timer = setTimeout(wake, ms);
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** Wakes whoever slept for no longer than this. */
  jump(ms: number): void {
    this.#ahead += ms;
    for (const { until, wake } of [...this.#sleepers]) if (until <= this.now()) wake();
  }
}

import type { Clock } from '../../shared/ports/clock.ts';

/** Real time, so many times as fast: patience of seconds takes milliseconds. */
export const fastClock = (times: number): Clock => {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * times,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, ms / times);
        signal?.addEventListener('abort', wake, { once: true });
      }),
  };
};

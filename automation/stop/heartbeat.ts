import type { Clock } from '../../shared/ports/clock.ts';
import type { StopWatch } from '../../shared/ports/stop.ts';

export interface Heartbeat extends StopWatch {
  /** How many windows are connected now. */
  windows(count: number): void;
  /** Whether something runs that was started at a window and is left to itself. Only then a lost window stops it. */
  unattended(on: boolean): void;
}

/** Pulls the stop when no window has been connected for `patience` milliseconds while a run is left to itself. */
export function createHeartbeat(clock: Pick<Clock, 'sleep'>, patience = 15_000): Heartbeat {
  let count = 0;
  let alone = false;
  let waiting: AbortController | null = null;
  let pull: (reason: string) => void = () => undefined;
  let ready: (armed: boolean, say: string) => void = () => undefined;

  async function wait(): Promise<void> {
    const mine = (waiting = new AbortController());
    await clock.sleep(patience, mine.signal);
    if (!mine.signal.aborted) pull(`No window of Sonny has been connected for ${patience / 1000} seconds.`);
  }
  function update(): void {
    const lost = alone && count === 0;
    if (lost && !waiting) void wait();
    if (!lost) {
      waiting?.abort();
      waiting = null;
    }
    ready(alone, alone ? 'closing Sonny’s window' : 'Listens only while a run is left to itself.');
  }

  return {
    source: 'heartbeat',
    start(heard) {
      ({ pull, ready } = heard);
      update();
    },
    windows(now) {
      count = now;
      update();
    },
    unattended(on) {
      alone = on;
      update();
    },
    close() {
      waiting?.abort();
      waiting = null;
      pull = () => undefined;
      ready = () => undefined;
    },
  };
}

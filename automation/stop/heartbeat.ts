import type { Clock } from '../../shared/ports/clock.ts';
import type { Presence } from '../../shared/ports/presence.ts';
import type { StopWatch } from '../../shared/ports/stop.ts';

export interface Heartbeat extends StopWatch, Presence {
  /** How many windows and terminals are connected now. */
  watchers(count: number): void;
}

/**
 * Pulls the stop when everyone who could see a run that a person began has been gone for `patience` milliseconds. What began
 * with nobody there is left alone: it may only begin where another source is armed.
 */
export function createHeartbeat(clock: Pick<Clock, 'sleep'>, patience = 15_000): Heartbeat {
  let count = 0;
  /** Somebody was there since Sonny started. */
  let known = false;
  let acting = false;
  let waiting: AbortController | null = null;
  let pull: (reason: string) => void = () => undefined;
  let ready: (armed: boolean, say: string) => void = () => undefined;

  async function wait(): Promise<void> {
    const mine = (waiting = new AbortController());
    await clock.sleep(patience, mine.signal);
    if (!mine.signal.aborted) pull(`No window of Sonny has been connected for ${patience / 1000} seconds.`);
  }
  function update(): void {
    const lost = acting && known && count === 0;
    if (lost && !waiting) void wait();
    if (!lost) {
      waiting?.abort();
      waiting = null;
    }
    const armed = acting && known;
    ready(armed, armed ? 'closing Sonny’s window' : 'Listens only while a run acts that someone watches.');
  }

  return {
    source: 'heartbeat',
    start(heard) {
      ({ pull, ready } = heard);
      update();
    },
    get someone() {
      return count > 0;
    },
    watchers(now) {
      count = now;
      known ||= now > 0;
      update();
    },
    watched(on) {
      acting = on;
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

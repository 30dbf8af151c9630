import type { XEvent } from 'x11';
import type { Connection } from './connection.ts';

/** Events from now on, in order; none is lost between two waits. */
export interface EventQueue {
  /** The next event that fits; the others before it are dropped. */
  next(fits: (event: XEvent) => boolean): Promise<XEvent>;
  stop(): void;
}

export function eventQueue(connection: Connection): EventQueue {
  const events: XEvent[] = [];
  let ring: () => void = () => undefined;
  const stop = connection.onEvent((event) => {
    events.push(event);
    ring();
  });
  return {
    stop,
    async next(fits) {
      for (;;) {
        const event = events.shift();
        if (event && fits(event)) return event;
        if (!event) await new Promise<void>((resolve) => (ring = resolve));
      }
    },
  };
}

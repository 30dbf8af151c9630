import type { Xinerama } from 'x11';
import type { StopWatch } from '../../../shared/ports/stop.ts';
import { cornerAt, type Rect } from './corners.ts';
import type { Display } from './display.ts';
import type { Hands, Point } from './hands.ts';
import type { Part } from './part.ts';

/** How long the pointer must be held there, and how often it is looked at. Milliseconds. */
const HELD_MS = 250;
const EVERY_MS = 50;

/** Pulls the stop when a person holds the pointer in a corner of the screen while Sonny acts. */
export function cornerWatch(): StopWatch & Part {
  let heard: Parameters<StopWatch['start']>[0] | null = null;
  let attached: {
    readonly display: Display;
    readonly hands: Hands;
    readonly screens: () => Promise<readonly Rect[]>;
  } | null = null;
  let watching: AbortController | null = null;

  async function watch(signal: AbortSignal): Promise<void> {
    if (!attached) return;
    const { display, hands, screens } = attached;
    const pointer = (): Promise<Point> =>
      display
        .ask<{ readonly rootX: number; readonly rootY: number }>((reply) => display.x.QueryPointer(display.root, reply))
        .then(({ rootX, rootY }) => ({ x: rootX, y: rootY }));
    let resting: Point | null = null;
    let moved = false;
    let since: number | null = null;
    // Listened to before the first look: on a busy machine that may be answered after a person's hand was already there.
    const stops = [
      hands.onOwnMove((to) => {
        resting = to;
        moved = false;
      }),
      hands.onPerson(({ kind }) => {
        if (kind === 'pointer') moved = true;
      }),
    ];
    try {
      // A pointer that rests where it was when Sonny began, or where Sonny put it, was held there by nobody.
      const [first, area] = await Promise.all([pointer(), screens()]);
      resting ??= first;
      while (!signal.aborted) {
        const at = await pointer();
        if (Math.hypot(at.x - resting.x, at.y - resting.y) > 1) moved = true;
        const held = moved && cornerAt(at, area) !== null;
        since = held ? (since ?? performance.now()) : null;
        if (since !== null && performance.now() - since >= HELD_MS) {
          heard?.pull('The pointer was held in a corner of the screen.');
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
    } finally {
      for (const stop of stops) stop();
    }
  }

  function acting(on: boolean): void {
    watching?.abort();
    watching = on ? new AbortController() : null;
    // A display that goes away meanwhile is noticed where the connection is.
    if (watching) watch(watching.signal).catch(() => undefined);
  }

  return {
    source: 'corner',
    start: (given) => void (heard = given),
    async attach(display, hands) {
      const whole = [{ x: 0, y: 0, width: display.width, height: display.height }];
      const xinerama = await display.ask<Xinerama>((reply) => display.x.require('xinerama', reply)).catch(() => null);
      const screens = async (): Promise<readonly Rect[]> => {
        const all = xinerama ? await display.ask<readonly Rect[]>((reply) => xinerama.QueryScreens(reply)) : [];
        return all.length > 0 ? all : whole;
      };
      attached = { display, hands, screens };
      heard?.ready(true, 'holding the pointer in a corner of the screen while Sonny acts');
    },
    detach(why) {
      acting(false);
      attached = null;
      heard?.ready(false, why);
    },
    acting,
    close: () => acting(false),
  };
}

import type { Clock } from '../../../shared/ports/clock.ts';
import type { Activity, Takeover } from '../../../shared/ports/stop.ts';
import type { Display } from './display.ts';
import type { PersonInput, Point } from './hands.ts';
import type { Part } from './part.ts';

/** A person who has just said yes to a plan still has a hand on keys and mouse. Milliseconds from when Sonny begins. */
const SETTLE_MS = 400;
const POINTER_SETTLE_MS = 1000;
/** A nudge of the table is no takeover. Pixels, and how long it may take for them to come together (milliseconds). */
const NUDGE = 12;
const NUDGE_MS = 1000;

/** Notices a person's own input while Sonny acts. */
export function takeoverWatch(clock: Pick<Clock, 'now'>): Takeover & Part {
  const listeners = new Set<(activity: Activity) => boolean>();
  let ready: Takeover['ready'] = { armed: false, say: 'The display is not connected yet.' };
  let pointer: () => Promise<Point> = () => Promise.reject(new Error('There is no display.'));
  let stops: (() => void)[] = [];
  /** When Sonny began to act; null while it does not, and once a listener took it. */
  let since: number | null = null;
  let resting: { at: Point; until: number } | null = null;

  function tell(kind: Activity['kind']): void {
    for (const listener of listeners) if (listener({ kind, at: clock.now() })) since = null;
  }

  async function moved(): Promise<void> {
    const now = performance.now();
    const at = await pointer();
    if (since === null) return;
    const settling = now - since < POINTER_SETTLE_MS;
    const far = resting !== null && Math.hypot(at.x - resting.at.x, at.y - resting.at.y) >= NUDGE;
    if (far && !settling) tell('pointer');
    else if (settling || !resting || now > resting.until) resting = { at, until: now + NUDGE_MS };
  }

  function heard({ kind, down }: PersonInput): void {
    if (since === null) return;
    if (kind === 'pointer') moved().catch(() => undefined);
    else if (down && performance.now() - since >= SETTLE_MS) tell(kind);
  }

  return {
    get ready() {
      return ready;
    },
    onActivity(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async attach({ ask, x, root }: Display, hands) {
      pointer = () =>
        ask<{ readonly rootX: number; readonly rootY: number }>((reply) => x.QueryPointer(root, reply)).then(
          ({ rootX, rootY }) => ({ x: rootX, y: rootY }),
        );
      stops = [
        hands.onPerson(heard),
        // Distances count from where Sonny left the pointer.
        hands.onOwnMove((at) => (resting = { at, until: performance.now() + NUDGE_MS })),
      ];
      const partly = 'Only real devices are noticed, not an on-screen keyboard or a remote desktop.';
      ready = { armed: true, say: hands.complete ? 'Touching mouse or keyboard pauses Sonny.' : partly };
    },
    detach(why) {
      for (const stop of stops) stop();
      stops = [];
      ready = { armed: false, say: why };
    },
    acting(on) {
      since = on ? performance.now() : null;
      resting = null;
      if (on) moved().catch(() => undefined);
    },
  };
}

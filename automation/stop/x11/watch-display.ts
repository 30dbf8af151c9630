import type { Clock } from '../../../shared/ports/clock.ts';
import type { StopWatch, Takeover } from '../../../shared/ports/stop.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { OwnClients } from '../own-clients.ts';
import { cornerWatch } from './corner.ts';
import { type Display, type Env, openDisplay } from './display.ts';
import { type Hands, watchHands } from './hands.ts';
import { releaseHeld } from './held.ts';
import { shortcutWatch } from './shortcut.ts';
import { takeoverWatch } from './takeover.ts';

export interface WatchDisplayOptions {
  /** Names the display, and where its key is kept; later, where there is none yet. */
  readonly env: Env | Promise<Env>;
  readonly clock: Pick<Clock, 'now'>;
  /** Which client of the display is the worker that acts. */
  readonly own: OwnClients;
  /** false where the host claims the chord itself. */
  readonly shortcut: boolean;
}

/** Everything that listens at one X display. */
export interface DisplayWatch {
  readonly watches: readonly StopWatch[];
  readonly takeover: Takeover;
  /** Sonny acts, or does so no more: pointer and keys are looked at only meanwhile. */
  acting(on: boolean): void;
  /** Releases keys and buttons that are held, if the display is there. Never rejects. */
  release(): Promise<void>;
  close(): void;
}

/** Between two tries to reach a display that is not there. Milliseconds. */
const AGAIN_MS = 2000;

/** Listens at a display, and again when it went away and came back. */
export function watchDisplay({ env, clock, own, shortcut }: WatchDisplayOptions): DisplayWatch {
  const corner = cornerWatch();
  const takeover = takeoverWatch(clock);
  const keys = shortcut ? [shortcutWatch()] : [];
  const parts = [...keys, corner, takeover];
  let current: { readonly display: Display; readonly hands: Hands } | null = null;
  let isActing = false;
  let closed = false;
  let again: NodeJS.Timeout | null = null;

  function acting(on: boolean): void {
    isActing = on;
    current?.hands.acting(on);
    for (const part of parts) part.acting(on);
  }
  function lost(why: string): void {
    current?.hands.close();
    current = null;
    for (const part of parts) part.detach(why);
    if (!closed) again = setTimeout(() => void connect(), AGAIN_MS).unref();
  }
  async function connect(): Promise<void> {
    let display: Display | null = null;
    try {
      const its = await env;
      if (closed) return;
      display = await openDisplay(its);
      const hands = await watchHands(display, its, own);
      if (closed) return end(display, hands);
      current = { display, hands };
      display.onLost(() => lost('The display is gone.'));
      for (const part of parts) await part.attach(display, hands);
      if (isActing) acting(true);
    } catch (thrown) {
      display?.close();
      lost(SonnyError.from(thrown).message);
    }
  }
  if (env instanceof Promise) for (const part of parts) part.detach('There is no display yet.');
  void connect();

  return {
    watches: [...keys, corner],
    takeover,
    acting,
    release: async () => (current ? releaseHeld(current.display).catch(() => undefined) : undefined),
    close() {
      closed = true;
      if (again) clearTimeout(again);
      if (current) {
        for (const watch of [...keys, corner]) watch.close();
        end(current.display, current.hands);
      }
      current = null;
    },
  };
}

function end(display: Display, hands: Hands): void {
  hands.close();
  display.close();
}

import type { Clock } from '../../shared/ports/clock.ts';
import type { Halts, StopLatch, Takeover } from '../../shared/ports/stop.ts';
import { createHeartbeat, type Heartbeat } from './heartbeat.ts';
import { createStopLatch } from './latch.ts';
import { ownClients, type OwnClients } from './own-clients.ts';
import { stopFile } from './stop-file.ts';
import { watchStopFile } from './stop-file-watch.ts';
import { watchDisplay } from './x11/watch-display.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface StoppingOptions {
  /** The profile's folder: no plan and no script reaches into it. */
  readonly profile: string;
  /** Names the display where a person sits and Sonny acts. */
  readonly env: Env;
  /** The same later, where that display is started when it is first needed. */
  readonly late?: Promise<Env> | undefined;
  readonly clock: Clock;
  /** false where the host claims the shortcut itself. */
  readonly shortcut: boolean;
}

/** The latch with all that can pull it on this machine. */
export interface Stopping {
  readonly latch: StopLatch;
  /** null where a person's input can't be told from Sonny's. */
  readonly takeover: Takeover | null;
  readonly heartbeat: Heartbeat;
  /** Which client of the display is Sonny's own hand. */
  readonly own: OwnClients;
  /** Sonny acts, or does so no more. */
  acting(on: boolean): void;
  /** What the latch brings to a halt at once when it is pulled, and lets go at a reset. */
  brake(hand: Halts): void;
  /** Ends the latch and all that listens for it. */
  close(): void;
}

/** Opens the latch, and listens wherever this machine can be heard. What can’t be listened to says so by its readiness. */
export function openStopping({ profile, env, late, clock, shortcut }: StoppingOptions): Stopping {
  const store = stopFile(profile);
  const latch = createStopLatch(store, clock);
  const heartbeat = createHeartbeat(clock);
  const own = ownClients();
  latch.arm(watchStopFile({ profile, store, latch }));
  latch.arm(heartbeat);
  const display = late || listensOnX11(env) ? watchDisplay({ env: late ?? env, clock, shortcut, own }) : null;
  for (const watch of display?.watches ?? []) latch.arm(watch);

  return {
    latch,
    takeover: display?.takeover ?? null,
    heartbeat,
    own,
    acting: (on) => display?.acting(on),
    brake(hand) {
      let halted = false;
      const halt = async (): Promise<void> => {
        halted = true;
        await hand.halt();
        // What a worker held that had to be ended.
        await display?.release();
      };
      if (latch.pulled) void halt();
      latch.onPull(() => void halt());
      latch.onChange(({ pulled }) => {
        if (pulled || !halted) return;
        halted = false;
        hand.resume();
      });
    },
    close() {
      latch.close();
      display?.close();
    },
  };
}

/** Under Wayland no program hears keys that are meant for another. */
const listensOnX11 = (env: Env): boolean =>
  process.platform === 'linux' && Boolean(env['DISPLAY']) && !env['WAYLAND_DISPLAY'];

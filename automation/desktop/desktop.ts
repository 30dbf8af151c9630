import type { Driver } from '../../shared/ports/driver.ts';
import { launch } from './launch.ts';
import { clipboardCalls } from './parts/clipboard.ts';
import { commonOf } from './parts/common.ts';
import { elementCalls } from './parts/elements.ts';
import { healthCall } from './parts/health.ts';
import { pictureCalls, type LiveView } from './parts/pictures.ts';
import { windowCalls } from './parts/windows.ts';
import type { Platform } from './platform.ts';
import { targets, type OwnWindows } from './targets.ts';

/** The driver's methods as the worker does them, with one more for the live view, and the halt. */
export interface Desktop extends Driver, LiveView {
  /** What the display calls this worker's connection, where it tells whose input it was. */
  readonly client: number | null;
  /** Nothing is sent from here on, and what is held is released. */
  halt(): Promise<void>;
  resume(): void;
}

/** Joins what a platform gives into the driver. `env` is that of the programs it starts. */
export function desktopOn(
  platform: Platform,
  env: Readonly<Record<string, string | undefined>>,
  ownWindows: readonly OwnWindows[],
): Desktop {
  const { hand } = platform;
  const target = targets(hand.windows, ownWindows);
  const common = commonOf(platform, target);
  return {
    ...healthCall(platform),
    ...windowCalls(common),
    ...elementCalls(common),
    ...clipboardCalls(common),
    ...pictureCalls(common),
    async launch(command, windowClass, progress) {
      const started = await launch(hand, command, windowClass, env, progress);
      // A new window may have the id of one that was known and is closed.
      await target.list();
      return started;
    },
    releaseAll: () => hand.input.releaseAll(),
    client: platform.client,
    halt: () => hand.input.halt(),
    resume: () => hand.input.resume(),
    dispose: () => platform.close(),
  };
}

import type { Clock } from '../../shared/ports/clock.ts';
import type { ScreenFeed } from '../../shared/ports/screen.ts';
import type { DesktopDriver } from './driver.ts';

/** Four pictures a second. */
const PERIOD_MS = 250;
/** After an error, the display or its driver is on its way back. */
const RETRY_MS = 1000;
const PATIENCE_MS = 3000;

/** Live pictures of the driver's desktop. One loop serves all who watch; nobody watching, nothing is looked at. */
export function createScreenFeed(driver: Pick<DesktopDriver, 'frame'>, clock: Clock): ScreenFeed {
  type Watcher = Parameters<ScreenFeed['watch']>[0];
  const watchers = new Set<Watcher>();
  let last: Parameters<Watcher>[0] | null = null;
  let stop: AbortController | null = null;

  async function run(signal: AbortSignal): Promise<void> {
    let fingerprint: number | null = null;
    while (!signal.aborted) {
      try {
        const progress = { signal, deadline: clock.now() + PATIENCE_MS, log: () => undefined };
        const frame = await driver.frame(fingerprint, progress);
        if (frame && !signal.aborted) {
          ({ fingerprint } = frame);
          const { width, height, mime, bytes } = frame;
          last = { width, height, mime, data: Buffer.from(bytes).toString('base64'), at: clock.now() };
          for (const watcher of watchers) watcher(last);
        }
        await clock.sleep(PERIOD_MS, signal);
      } catch {
        // The live picture is a convenience: whoever acts on the desktop reports what is wrong with it.
        await clock.sleep(RETRY_MS, signal);
      }
    }
  }

  return {
    watch(onFrame) {
      const mine: Watcher = (frame) => onFrame(frame);
      watchers.add(mine);
      if (stop === null) {
        last = null;
        stop = new AbortController();
        void run(stop.signal);
      } else if (last) mine(last);
      return () => {
        watchers.delete(mine);
        if (watchers.size > 0) return;
        stop?.abort();
        stop = null;
      };
    },
  };
}

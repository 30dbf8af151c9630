import type { Driver } from '../../../shared/ports/driver.ts';
import { within } from '../patience.ts';
import type { Platform } from '../platform.ts';

/** What of a platform answers now. */
export const healthCall = ({ name, hand, accessibility }: Platform): Pick<Driver, 'health'> => ({
  async health(progress) {
    const reached = within(accessibility(), progress).then(
      () => true,
      () => false,
    );
    const [windowManager, canRead, picture] = await Promise.all([
      hand.windowManager(),
      reached,
      hand.screen.grab({ x: 0, y: 0, width: 1, height: 1 }).then(
        () => true,
        () => false,
      ),
    ]);
    return {
      display: hand.display,
      windowManager,
      accessibility: canRead,
      clipboard: true,
      screenshot: picture,
      textFinder: picture,
      platform: name,
    };
  },
});

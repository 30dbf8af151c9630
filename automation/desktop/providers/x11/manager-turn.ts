import x11 from 'x11';
import type { Progress } from '../../../../shared/ports/progress.ts';
import { until } from '../../patience.ts';
import type { Connection } from './connection.ts';
import { words } from './window-list.ts';

/** A window manager that is that busy is not waited for any longer. Milliseconds. */
const BUSY_MS = 5000;
const ASK = '_NET_REQUEST_FRAME_EXTENTS';
const ANSWER = '_NET_FRAME_EXTENTS';

/**
 * Resolves once the window manager has done what this connection asked of it before: it takes requests in their order, and
 * answers the one for the frame of a window that is never shown (EWMH, _NET_REQUEST_FRAME_EXTENTS). A window manager that
 * knows no such request, or hangs, is not waited for: then false.
 */
export async function managerTookTurn(connection: Connection, progress: Progress): Promise<boolean> {
  const { x, root } = connection;
  const [supported, ask] = await Promise.all([connection.property(root, '_NET_SUPPORTED'), connection.atom(ASK)]);
  if (!supported || !words(supported.data).includes(ask)) return false;
  const window = x.AllocID();
  x.CreateWindow(window, root, -10, -10, 1, 1, 0, 0, 0, 0, {
    eventMask: x11.eventMask['PropertyChange'] ?? 0,
  });
  try {
    x.SendClientMessage(root, window, ask, 32, [0, 0, 0, 0, 0]);
    const answered = await until(
      () => connection.property(window, ANSWER),
      progress,
      BUSY_MS,
      (onChange) => connection.onEvent(onChange),
    );
    return answered !== null;
  } finally {
    x.DestroyWindow(window);
  }
}

import x11 from 'x11';
import type { Connection } from './connection.ts';

/** Fills the desktop behind all windows with one colour, 0xRRGGBB. */
export async function paintBackground({ x, root }: Connection, colour: number): Promise<void> {
  x.ChangeWindowAttributes(root, { backgroundPixel: colour });
  x.ClearArea(root, 0, 0, 0, 0, 0);
  await x.sync();
}

/** Name of the window manager that really runs, or null. */
export async function windowManager(connection: Connection): Promise<string | null> {
  const check = await connection.property(connection.root, '_NET_SUPPORTING_WM_CHECK');
  if (!check || check.data.length < 4) return null;
  try {
    const name = await connection.property(check.data.readUInt32LE(0), '_NET_WM_NAME');
    return name ? name.data.toString('utf8') : null;
  } catch {
    // The property outlives a window manager that crashed; its window does not.
    return null;
  }
}

/** Resolves once a window manager is in charge. */
export async function windowManagerAppears(connection: Connection): Promise<void> {
  const { x, root } = connection;
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      windowManager(connection).then((name) => {
        if (name === null) return;
        x.off('event', look);
        resolve();
      }, reject);
    };
    x.on('event', look);
    x.ChangeWindowAttributes(root, { eventMask: x11.eventMask['PropertyChange'] ?? 0 });
    look();
  });
}

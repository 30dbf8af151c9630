import type { Connection } from './connection.ts';

type Tree = { readonly parent: number; readonly children: readonly number[] };

/** Whether a point of the screen shows the window, or a menu or other pop-up of the same application. */
export async function pointBelongsTo(
  connection: Connection,
  at: { readonly x: number; readonly y: number },
  window: number,
): Promise<boolean> {
  const { ask, x, root } = connection;
  const { child } = await ask<{ readonly child: number }>((reply) =>
    x.TranslateCoordinates(root, root, Math.round(at.x), Math.round(at.y), reply),
  );
  if (child === 0) return false;
  return child === (await topLevel(connection, window)) || connection.sameClient(child, window);
}

/** The window itself, or the frame that the window manager put around it. */
async function topLevel(connection: Connection, window: number): Promise<number> {
  const { parent } = await connection.ask<Tree>((reply) => connection.x.QueryTree(window, reply));
  return parent === connection.root || parent === 0 ? window : topLevel(connection, parent);
}

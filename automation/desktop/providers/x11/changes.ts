import type { Damage } from 'x11';
import type { Connection } from './connection.ts';

/**
 * Tells whether anything was drawn since it was last asked; always true where the display can't tell. With it an idle
 * screen costs nothing to watch.
 */
export async function drawnSince(connection: Connection): Promise<() => boolean> {
  const { ask, x, root } = connection;
  let damage: Damage;
  try {
    damage = await ask<Damage>((reply) => x.require('damage', reply));
  } catch {
    return () => true;
  }
  const id = x.AllocID();
  let drawn = true;
  connection.onEvent((event) => {
    if (event.name === 'DamageNotify') drawn = true;
  });
  damage.Create(id, root, damage.ReportLevel.NonEmpty);
  return () => {
    if (!drawn) return false;
    drawn = false;
    // Reports again only after what was reported is taken away.
    damage.Subtract(id, 0, 0);
    return true;
  };
}

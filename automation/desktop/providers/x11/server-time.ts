import type { Connection } from './connection.ts';

/** The display's own time, by a change that changes nothing. `window` must be Sonny's and report property changes. */
export async function serverTime(connection: Connection, window: number): Promise<number> {
  const { x } = connection;
  const property = await connection.atom('SONNY_TIME');
  return new Promise((resolve) => {
    const stop = connection.onEvent((event) => {
      if (event.name !== 'PropertyNotify' || event['wid'] !== window || event['atom'] !== property) return;
      stop();
      resolve(event['time'] as number);
    });
    x.ChangeProperty(2, window, property, x.atoms['STRING'] ?? 31, 8, Buffer.alloc(0));
  });
}

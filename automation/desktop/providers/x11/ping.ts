import type { Progress } from '../../../../shared/ports/progress.ts';
import { within } from '../../patience.ts';
import type { Connection } from './connection.ts';
import { eventQueue } from './event-queue.ts';
import { words } from './window-list.ts';

/** Asks a window's application whether it handles events. null: it does not take part in asking. */
export async function responds(
  connection: Connection,
  window: number,
  patienceMs: number,
  progress: Progress,
): Promise<boolean | null> {
  const { x, root, atom } = connection;
  const [protocols, ping, type] = await Promise.all([
    connection.property(window, 'WM_PROTOCOLS'),
    atom('_NET_WM_PING'),
    atom('WM_PROTOCOLS'),
  ]);
  if (!protocols || !words(protocols.data).includes(ping)) return null;
  const stamp = Math.floor(Math.random() * 0x7fffffff) + 1;
  const events = eventQueue(connection);
  try {
    // The answer goes to the root window; the connection watches what happens there.
    x.SendClientMessage(window, window, type, 32, [ping, stamp, window, 0, 0], 0);
    const answer = events.next((event) => {
      const data = event['data'] as readonly number[] | undefined;
      return event.name === 'ClientMessage' && event['wid'] === root && data?.[0] === ping && data[1] === stamp;
    });
    const deadline = Math.min(progress.deadline, Date.now() + patienceMs);
    await within(answer, { ...progress, deadline });
    return true;
  } catch (error) {
    if (progress.signal.aborted) throw error;
    return false;
  } finally {
    events.stop();
  }
}

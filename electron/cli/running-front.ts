import { WebSocket } from 'ws';
import type { Front } from '../../automation/mcp/serve/front.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { type Client, createClient } from '../../shared/protocol/rpc-client.ts';
import { openedWebSocket } from '../../shared/protocol/transport-websocket.ts';
import type { After } from './tell-thinking.ts';
import { running } from './remote.ts';

/** How long a program that asks waits for a host that is gone, in milliseconds: one that is started anew is found meanwhile. */
const PATIENCE = 6000;

/**
 * The Sonny that runs in this profile, whichever that is at the time: when it ends and another is started, the next question finds that one. A
 * question that nobody answers is told so, and not held for ever.
 */
export function runningFront(profile: string, after: After): Front & { close(): void } {
  const client = createClient(
    async () => {
      const { port, token } = await running(profile);
      const headers = { authorization: `Bearer ${token}`, 'x-sonny-origin': 'flag' };
      return openedWebSocket(new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers }));
    },
    { after },
  );
  return {
    dispatch: (command) => answered(client, after, client.dispatch(command)),
    subscribe: (onEvent) => client.subscribe(onEvent),
    close: () => client.close(),
  };
}

/** What was answered; CONNECTION_LOST once nobody has been there for a while. */
async function answered<T>(client: Client, after: After, answer: Promise<T>): Promise<T> {
  const gone = Promise.withResolvers<never>();
  const lost = (): void =>
    gone.reject(new SonnyError('CONNECTION_LOST', 'No Sonny runs in this profile now. Start it, and ask again.'));
  const waiting: { stop: (() => void) | null } = { stop: null };
  const stopListening = client.onConnection(({ state }) => {
    if (state === 'open') {
      waiting.stop?.();
      waiting.stop = null;
    } else waiting.stop ??= after(PATIENCE, lost);
  });
  try {
    return await Promise.race([answer, gone.promise]);
  } finally {
    stopListening();
    waiting.stop?.();
  }
}

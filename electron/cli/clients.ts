import { WebSocket } from 'ws';
import { linkedPair } from '../../shared/protocol/linked.ts';
import { type Client, createClient } from '../../shared/protocol/rpc-client.ts';
import { serveClient, Sessions } from '../../shared/protocol/rpc-host.ts';
import { openedWebSocket } from '../../shared/protocol/transport-websocket.ts';
import type { Origin, Sonny } from '../../shared/ports/sonny.ts';
import type { After } from './tell-thinking.ts';
import type { RunningServer } from '../server/running-server.ts';

const after: After = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

/** A client of a host that runs in another process of this user. */
export const remoteClient = ({ port, token }: RunningServer, origin: Origin): Client =>
  createClient(
    () => {
      const headers = { authorization: `Bearer ${token}`, 'x-sonny-origin': origin };
      return openedWebSocket(new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers }));
    },
    { after },
  );

/** A client of the program in this process. It goes through the same protocol as every other. */
export function linkedClient(sonny: Sonny, secret: () => string, origin: Origin): Client {
  const sessions = new Sessions(sonny, { newId: secret });
  return createClient(
    () => {
      const [near, far] = linkedPair();
      serveClient(sonny, far, { sessions, host: 'linked', origin });
      return near;
    },
    { after },
  );
}

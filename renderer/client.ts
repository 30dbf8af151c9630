import { type Client, createClient } from '../shared/protocol/rpc-client.ts';
import type { Transport } from '../shared/protocol/transport.ts';
import { openedWebSocket } from '../shared/protocol/transport-websocket.ts';
import { LoopbackSession } from './loopback-session.ts';

/** What Electron's preload gives the page, and nothing else. */
interface Bridge {
  send(message: string): void;
  onMessage(handler: (message: string) => void): void;
}
declare global {
  interface Window {
    readonly sonny?: Bridge;
  }
}

const after = (ms: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

/** A client over the bridge if there is one, else over the host that served this page. */
export function connect(): Client {
  const { sonny } = window;
  if (sonny) return createClient(() => bridgeTransport(sonny), { after });
  const session = new LoopbackSession();
  let csrf: string | undefined;
  const open = async (): Promise<Transport> => {
    csrf = await session.token();
    return openedWebSocket(new WebSocket(new URL('/ws', location.href.replace(/^http/, 'ws'))));
  };
  return createClient(open, { after, csrf: () => csrf });
}

/** The bridge lives as long as the page, so it never closes. */
const bridgeTransport = (bridge: Bridge): Transport => ({
  send: (text) => bridge.send(text),
  onMessage: (handler) => bridge.onMessage(handler),
  onClose: () => {},
  close: () => {},
  backlog: () => 0,
});

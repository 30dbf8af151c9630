import { SonnyError } from './errors.ts';
import type { Transport } from './transport.ts';

/** What browsers and the `ws` package have in common. */
export interface WebSocketLike {
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

const OPEN = 1;

/** A transport over a socket that is already open. Binary messages are not part of the protocol and close it. */
export function webSocketTransport(socket: WebSocketLike): Transport {
  return {
    send: (text) => {
      if (socket.readyState === OPEN) socket.send(text);
    },
    onMessage: (handler) =>
      socket.addEventListener('message', ({ data }) =>
        typeof data === 'string' ? handler(data) : socket.close(1003, 'text only'),
      ),
    onClose: (handler) => socket.addEventListener('close', handler),
    close: () => socket.close(1000),
    backlog: () => socket.bufferedAmount,
  };
}

/** Resolves when the socket has opened; rejects with CONNECTION_LOST when it never does. */
export function openedWebSocket(socket: WebSocketLike): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new SonnyError('CONNECTION_LOST'));
    socket.addEventListener('open', () => resolve(webSocketTransport(socket)));
    socket.addEventListener('close', fail);
    socket.addEventListener('error', fail);
  });
}

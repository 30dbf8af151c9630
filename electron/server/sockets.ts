import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ScreenFeed } from '../../shared/ports/screen.ts';
import type { Origin, Sonny } from '../../shared/ports/sonny.ts';
import { serveClient, Sessions } from '../../shared/protocol/rpc-host.ts';
import { webSocketTransport } from '../../shared/protocol/transport-websocket.ts';
import type { Authority, Right } from './authority.ts';
import { examine, PEER_PATH } from './examine.ts';
import { RateLimit } from './rate-limit.ts';

export interface SocketsOptions {
  readonly sonny: Sonny;
  readonly screen?: ScreenFeed | undefined;
  readonly authority: Authority;
  readonly now: () => number;
  readonly secret: () => string;
  readonly port: () => number;
  /** Milliseconds between two looks at whether a client still answers, and until it must have greeted. */
  readonly heartbeatMs?: number;
  readonly onWatchers?: (count: number) => void;
}

const MOST_BYTES = 256 * 1024;
const MOST_CONNECTIONS = 32;

export interface Sockets {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Closes the connections of windows; those of the command line stay. */
  closeWindows(): void;
  close(): void;
}

/** Takes upgrades to WebSocket from windows (cookie, own origin, then a token in the greeting) and the command line. */
export function createSockets(options: SocketsOptions): Sockets {
  const { sonny, authority, screen, now, heartbeatMs = 30_000 } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES, perMessageDeflate: false });
  const sessions = {
    window: new Sessions(sonny, { newId: options.secret }),
    cli: new Sessions(sonny, { newId: options.secret }),
  };
  const windows = new Set<WebSocket>();
  /** Windows, and command lines at which a person is. */
  const watchers = new Set<WebSocket>();

  /** Ends a connection that says too much or breaks. */
  const limit = (socket: WebSocket): void => {
    const messages = new RateLimit(200, 100, now);
    socket.on('message', () => {
      if (!messages.take()) socket.terminate();
    });
    socket.on('error', () => socket.terminate());
  };

  const serve = (socket: WebSocket, right: Right, origin: Origin): void => {
    let alive = false;
    limit(socket);
    const heartbeat = setInterval(() => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    }, heartbeatMs);
    socket.on('pong', () => (alive = true));
    socket.on('close', () => {
      clearInterval(heartbeat);
      windows.delete(socket);
      if (watchers.delete(socket)) options.onWatchers?.(watchers.size);
    });
    if (right.by === 'cookie') windows.add(socket);
    if (origin === 'person') {
      watchers.add(socket);
      options.onWatchers?.(watchers.size);
    }
    serveClient(sonny, webSocketTransport(socket), {
      sessions: right.by === 'cookie' ? sessions.window : sessions.cli,
      host: 'node',
      origin,
      ...(screen ? { screen } : {}),
      admits: ({ csrf }) => {
        alive = right.by !== 'cookie' || authority.redeemCsrf(csrf ?? '', right.session);
        return alive;
      },
    });
  };

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const examined = examine(request, authority, options.port(), true);
      if (!examined.ok) return refuse(socket, examined.status);
      const { right, path } = examined;
      if (path !== '/ws' && path !== PEER_PATH) return refuse(socket, 404);
      if (!right) return refuse(socket, 401);
      if ((path === PEER_PATH) !== (right.by === 'peer')) return refuse(socket, 403);
      if (server.clients.size >= MOST_CONNECTIONS) return refuse(socket, 503);
      if (path === PEER_PATH)
        return server.handleUpgrade(request, socket, head, (opened) => {
          limit(opened);
          sonny.peer(webSocketTransport(opened));
        });
      // Only the command line may lower its own standing: with `--yes` nobody looked at what is approved.
      const origin = right.by === 'bearer' && request.headers['x-sonny-origin'] === 'flag' ? 'flag' : 'person';
      server.handleUpgrade(request, socket, head, (opened) => serve(opened, right, origin));
    },
    closeWindows() {
      for (const socket of windows) socket.close(1008, 'ended');
      sessions.window.close();
    },
    close() {
      sessions.window.close();
      sessions.cli.close();
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

const WORDS = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
} as const;

function refuse(socket: Duplex, status: keyof typeof WORDS): void {
  socket.end(`HTTP/1.1 ${status} ${WORDS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

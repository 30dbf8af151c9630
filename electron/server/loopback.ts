import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ScreenFeed } from '../../shared/ports/screen.ts';
import type { Sonny } from '../../shared/ports/sonny.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { LOOPBACK } from './addresses.ts';
import { Authority } from './authority.ts';
import { MCP_PATH, PEER_PATH } from './examine.ts';
import { createRoutes, type RoutesOptions } from './routes.ts';
import { createSockets } from './sockets.ts';
import type { StaticFile } from './static-files.ts';

export interface LoopbackOptions {
  readonly sonny: Sonny;
  readonly screen?: ScreenFeed | undefined;
  readonly files: ReadonlyMap<string, StaticFile>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A fresh text of 256 bits of chance. */
  readonly secret: () => string;
  /** What command-line clients of the same user prove themselves with. */
  readonly bearer: string;
  /** 127.0.0.1 and ::1 unless one of them is named; nothing else is accepted. */
  readonly host?: string | undefined;
  /** 0: any that is free. */
  readonly port?: number | undefined;
  readonly heartbeatMs?: number;
  /** What `GET /metrics` answers; without it there is no such page. */
  readonly metrics?: RoutesOptions['metrics'];
  /** Answers other programs that ask for work; without it none is answered. */
  readonly mcp?: (RoutesOptions['mcp'] & { close(): Promise<void> }) | undefined;
  /** Told how many windows and terminals with a person are connected, whenever that changes. */
  readonly onWatchers?: (count: number) => void;
}

export interface Loopback {
  readonly port: number;
  /** A link that opens one window, good once and for a minute. */
  link(): string;
  /** A link by which another Sonny joins this one, for as long as it runs. */
  peerLink(): string;
  /** The address and the header by which another program asks for work, for as long as this host runs. */
  mcpLink(): string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** Serves the window and its protocol to this machine only. Rejects with UNSUPPORTED for any other address. */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const { host, now } = options;
  if (host !== undefined && !LOOPBACK.includes(host)) {
    throw new SonnyError('UNSUPPORTED', `${host} can be reached from other machines; use ${LOOPBACK.join(' or ')}.`);
  }
  const addresses = host === undefined ? LOOPBACK : [host];
  const authority = new Authority(options);
  let port = 0;
  const link = (): string =>
    `http://${addresses[0] === '::1' ? '[::1]' : '127.0.0.1'}:${port}/#secret=${authority.launchSecret()}`;
  const peerLink = (): string =>
    `ws://${addresses[0] === '::1' ? '[::1]' : '127.0.0.1'}:${port}${PEER_PATH}#${authority.peerSecret()}`;
  const mcpLink = (): string =>
    `http://${addresses[0] === '::1' ? '[::1]' : '127.0.0.1'}:${port}${MCP_PATH} Authorization: Bearer ${authority.mcpSecret()}`;
  const sockets = createSockets({ ...options, authority, port: () => port });
  const revokeWindows = (): void => {
    authority.revokeWindows();
    sockets.closeWindows();
  };
  const routes = createRoutes({
    authority,
    files: options.files,
    now,
    port: () => port,
    link,
    peerLink,
    mcpLink,
    mcp: options.mcp,
    revokeWindows,
    metrics: options.metrics,
  });
  const servers: Server[] = [];
  for (const address of addresses) {
    const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 16_384 }, routes);
    server.on('upgrade', sockets.upgrade);
    const listening = await listen(server, address, port || (options.port ?? 0));
    // A machine without IPv6 is served over IPv4 alone.
    if (!listening.ok && servers.length === 0) throw listening.error;
    if (listening.ok) servers.push(server);
    if (listening.ok) port = (server.address() as AddressInfo).port;
  }
  return {
    port,
    link,
    peerLink,
    mcpLink,
    async close() {
      sockets.close();
      await options.mcp?.close();
      await Promise.all(servers.map(stop));
    },
  };
}

function listen(
  server: Server,
  address: string,
  port: number,
): Promise<{ ok: true } | { ok: false; error: SonnyError }> {
  return new Promise((resolve) => {
    server.once('error', (cause) =>
      resolve({ ok: false, error: new SonnyError('UNSUPPORTED', `Port ${port}: ${cause.message}`, { cause }) }),
    );
    server.listen({ host: address, port, exclusive: true }, () => resolve({ ok: true }));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

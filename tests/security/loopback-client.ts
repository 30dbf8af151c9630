import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { WebSocket } from 'ws';
import { HostMessage, PROTOCOL_VERSION } from '../../shared/protocol/envelope.ts';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request with exactly these headers; Host and Origin can be forged, as a browser would not allow. */
export function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: OutgoingHttpHeaders; body?: string; address?: string } = {},
): Promise<Answered> {
  const { method = 'GET', headers = {}, body, address = '127.0.0.1' } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: address, port, path, method, agent: false, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** What a page of this host would send when it exchanges a launch secret, or only its cookie. */
export const askSession = (port: number, body: object, headers: OutgoingHttpHeaders = {}): Promise<Answered> =>
  ask(port, '/session', {
    method: 'POST',
    headers: { origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** The status with which an upgrade was refused, or the open socket. */
export function upgrade(port: number, headers: Record<string, string>, path = '/ws'): Promise<number | WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
      headers: { host: `127.0.0.1:${port}`, ...headers },
    });
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
}

export const hello = (csrf?: string): string =>
  JSON.stringify({
    kind: 'hello',
    version: PROTOCOL_VERSION,
    session: null,
    resumeFrom: 0,
    ...(csrf === undefined ? {} : { csrf }),
  });

/** The next message, or the code with which the socket was closed. */
export const next = (socket: WebSocket): Promise<HostMessage | number> =>
  new Promise((resolve) => {
    socket.once('message', (data) => resolve(HostMessage.parse(JSON.parse((data as Buffer).toString('utf8')))));
    socket.once('close', (code) => resolve(code));
  });

export const closeCode = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once('close', resolve));

import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Has a web-standard handler answer a request of Node's server. Ends when the client goes away. */
export async function answerWith(
  handle: (request: Request) => Promise<Response>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const method = request.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? null : (Readable.toWeb(request) as ReadableStream<Uint8Array>);
  const address = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const answered = await handle(
    new Request(address, { method, headers, body, signal: gone.signal, ...(body ? { duplex: 'half' } : {}) }),
  );
  response.writeHead(answered.status, { ...SECURITY_HEADERS, ...Object.fromEntries(answered.headers) });
  if (!answered.body) return void response.end();
  await pipeline(Readable.fromWeb(answered.body as NodeStream), response);
}

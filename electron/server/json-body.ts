import type { IncomingMessage } from 'node:http';

export type ReadBody =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly why: string };

const MOST_BYTES = 4096;

/** A request's JSON. Other content types are refused unread: a plain HTML form can send them to any address. */
export async function readJson(request: IncomingMessage): Promise<ReadBody> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') return { ok: false, status: 415, why: 'only application/json' };
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > MOST_BYTES) return { ok: false, status: 413, why: `more than ${MOST_BYTES} bytes` };
    chunks.push(bytes);
  }
  try {
    return { ok: true, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { ok: false, status: 400, why: 'not JSON' };
  }
}

import type { CustomScheme } from 'electron';
import { SECURITY_HEADERS } from '../server/security-headers.ts';
import type { StaticFile } from '../server/static-files.ts';
import { isOwnAddress, SCHEME } from './own-page.ts';

/** Must be registered before the application is ready. It bypasses no policy and allows no service worker. */
export const OWN_SCHEME: CustomScheme = { scheme: SCHEME, privileges: { standard: true, secure: true } };

/**
 * Answers a request for a file of the window. Addresses are only looked up among the files that were read at the start,
 * so none of them can lead anywhere else on the disk.
 */
export function respond(
  files: ReadonlyMap<string, StaticFile>,
  { method, url }: Pick<Request, 'method' | 'url'>,
): Response {
  if (!isOwnAddress(url)) return refusal(403);
  if (method !== 'GET' && method !== 'HEAD') return refusal(405);
  const file = files.get(new URL(url).pathname);
  if (!file) return refusal(404);
  const body = method === 'GET' ? new Uint8Array(file.bytes) : null;
  return new Response(body, { headers: { ...SECURITY_HEADERS, 'content-type': file.mime } });
}

const refusal = (status: number): Response => new Response(null, { status, headers: SECURITY_HEADERS });

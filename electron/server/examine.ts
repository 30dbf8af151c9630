import type { IncomingMessage } from 'node:http';
import type { Authority, Right } from './authority.ts';
import { refusalOf } from './request-guard.ts';

/** Where other Sonnies connect. */
export const PEER_PATH = '/peer';
/** Where other programs ask for work. */
export const MCP_PATH = '/mcp';

export type Examined =
  | { readonly ok: true; readonly right: Right | null; readonly path: string }
  | { readonly ok: false; readonly status: 400 | 401 | 403; readonly why: string };

/** What every request and every upgrade goes through before it is looked at: whose it is and where it comes from. */
export function examine(request: IncomingMessage, authority: Authority, port: number, upgrade = false): Examined {
  const { authorization, cookie, origin } = request.headers;
  const right = authority.rightOf({ authorization, cookie }, port);
  const fetchSite = request.headers['sec-fetch-site'];
  const why = refusalOf(
    {
      method: request.method ?? '',
      hosts: request.headersDistinct['host'] ?? [],
      origin,
      fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
      upgrade,
      bearer: right?.by === 'bearer' || right?.by === 'peer',
      program: right?.by === 'mcp',
    },
    port,
  );
  if (why) return { ok: false, status: 403, why };
  if (authorization !== undefined && !right) return { ok: false, status: 401, why: 'wrong token' };
  const path = request.url?.split('?', 1)[0];
  if (!path?.startsWith('/')) return { ok: false, status: 400, why: 'no path' };
  if (right?.by === 'peer' && !(upgrade && path === PEER_PATH))
    return { ok: false, status: 403, why: 'a peer has no business here' };
  if ((right?.by === 'mcp') !== (path === MCP_PATH) || (upgrade && path === MCP_PATH))
    return right ? { ok: false, status: 403, why: 'not with this token' } : { ok: false, status: 401, why: 'no token' };
  return { ok: true, right, path };
}

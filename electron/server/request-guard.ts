/** What of a request decides whether it comes from Sonny's own page, before anybody asks what it wants. */
export interface RequestFacts {
  readonly method: string;
  /** Every Host header that was sent. */
  readonly hosts: readonly string[];
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly upgrade: boolean;
  /** The request proved the command line's token. */
  readonly bearer: boolean;
  /** It proved another program's token, which no page of ours knows: that one may say where it comes from. */
  readonly program?: boolean;
}

/**
 * Why a request is refused, or null. A page under another name that resolves to this machine has a foreign Host; a page
 * elsewhere has a foreign Origin; a program that is no browser has none and must bring the token.
 */
export function refusalOf(request: RequestFacts, port: number): string | null {
  const [host] = request.hosts;
  const allowed = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (request.hosts.length !== 1 || host === undefined || !allowed.includes(host)) return 'foreign host';
  if (request.origin !== undefined && request.origin !== `http://${host}`) return 'foreign origin';
  if (request.program) return null;
  if (request.bearer) return request.origin === undefined ? null : 'a browser with a token';
  const safe = (request.method === 'GET' || request.method === 'HEAD') && !request.upgrade;
  if (request.origin === undefined && !safe) return 'no origin';
  if (request.fetchSite !== undefined && !['same-origin', 'none'].includes(request.fetchSite)) return 'another site';
  return null;
}

import { parseCookies } from './cookies.ts';
import { digestOf, OneTimeTokens, sameText } from './one-time-tokens.ts';

export interface AuthorityOptions {
  readonly now: () => number;
  readonly secret: () => string;
  /** What command-line clients of the same user prove themselves with. */
  readonly bearer: string;
}

/** Where a request's right to be answered comes from. */
export type Right =
  | { readonly by: 'cookie'; readonly session: string }
  | { readonly by: 'bearer' }
  /** Another Sonny: it may speak to this one's facts, and nothing else. */
  | { readonly by: 'peer' }
  /** Another program: it may ask for work, and approve nothing. */
  | { readonly by: 'mcp' };

const MINUTE = 60_000;

/**
 * Who may talk to this host. A launch secret, good once, is exchanged for a cookie; the cookie gives tokens, each good for
 * one connection's greeting. Cookies know no ports, so the cookie's name has it.
 */
export class Authority {
  readonly #options: AuthorityOptions;
  readonly #launch: OneTimeTokens;
  readonly #csrf: OneTimeTokens;
  readonly #sessions = new Set<string>();
  readonly #peer: string;
  readonly #mcp: string;

  constructor(options: AuthorityOptions) {
    this.#options = options;
    this.#peer = options.secret();
    this.#mcp = options.secret();
    this.#launch = new OneTimeTokens({ ...options, lifetimeMs: MINUTE, most: 8 });
    this.#csrf = new OneTimeTokens({ ...options, lifetimeMs: MINUTE, most: 64 });
  }

  /** For the fragment of a link: good once, for a minute. */
  launchSecret(): string {
    return this.#launch.issue('');
  }

  /** What another Sonny proves itself with, for as long as this host runs. */
  peerSecret(): string {
    return this.#peer;
  }

  /** What another program proves itself with as MCP client, for as long as this host runs. */
  mcpSecret(): string {
    return this.#mcp;
  }

  /** A cookie's value for a launch secret, or null when the secret is wrong, used or too old. */
  exchange(secret: string): string | null {
    if (!this.#launch.redeem(secret, '')) return null;
    const cookie = this.#options.secret();
    this.#sessions.add(keyOf(cookie));
    return cookie;
  }

  /** The right that a request's headers prove. */
  rightOf(
    headers: { readonly cookie?: string | undefined; readonly authorization?: string | undefined },
    port: number,
  ): Right | null {
    if (headers.authorization !== undefined) {
      const given = /^Bearer ([\w-]+)$/.exec(headers.authorization)?.[1] ?? '';
      if (sameText(given, this.#options.bearer)) return { by: 'bearer' };
      if (sameText(given, this.#mcp)) return { by: 'mcp' };
      return sameText(given, this.#peer) ? { by: 'peer' } : null;
    }
    const cookie = parseCookies(headers.cookie ?? '').get(cookieName(port));
    const session = cookie === undefined ? '' : keyOf(cookie);
    return this.#sessions.has(session) ? { by: 'cookie', session } : null;
  }

  sessionOf(cookie: string): string {
    return keyOf(cookie);
  }

  csrfFor(session: string): string {
    return this.#csrf.issue(session);
  }

  redeemCsrf(token: string, session: string): boolean {
    return this.#sessions.has(session) && this.#csrf.redeem(token, session);
  }

  /** Ends every window's right; the command line keeps its own. */
  revokeWindows(): void {
    this.#sessions.clear();
    this.#launch.clear();
    this.#csrf.clear();
  }
}

export const cookieName = (port: number): string => `sonny-${port}`;

/** Looked up by digest, so that the time of a look-up says nothing about the cookie. */
const keyOf = (cookie: string): string => digestOf(cookie).toString('hex');

import type { FetchLike } from '@modelcontextprotocol/client';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { limited } from '../limited.ts';

/** A part of signing in that takes longer is given up, in milliseconds. */
const PATIENCE = 20_000;

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/u.test(hostname);

/**
 * Whether an address that a server names may be reached or opened for it: encrypted, and on this machine only where the server is, for
 * otherwise a stranger could have Sonny knock at what runs here.
 */
export const mayReach = (server: URL, to: URL): boolean =>
  to.username === '' && to.password === '' && (isLoopback(to) ? isLoopback(server) : to.protocol === 'https:');

/**
 * What signing in sends: only where it may, never the server's token to anybody else, and answers only up to a size and a time. What is said of
 * a failure ends in logs, so that `veil` takes the secrets out of it first.
 */
export const guardedFetch =
  (server: URL, veil: (text: string) => string): FetchLike =>
  async (url, init) => {
    const to = new URL(url);
    if (!mayReach(server, to))
      throw new SonnyError(
        'MCP_SIGN_IN_FAILED',
        `It leads to ${to.origin}, which is not encrypted or is this computer.`,
      );
    if (to.origin !== server.origin && /^bearer /iu.test(new Headers(init?.headers).get('authorization') ?? ''))
      throw new SonnyError('MCP_SIGN_IN_FAILED', `The token would have gone to ${to.origin}.`);
    const late = AbortSignal.timeout(PATIENCE);
    const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
    const response = await fetch(url, { ...init, redirect: init?.redirect ?? 'error', signal });
    if (!response.body) return response;
    const body = limited(response.body);
    return new Response(response.ok ? body : veil(await new Response(body).text()), response);
  };

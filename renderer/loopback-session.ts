import { z } from 'zod';
import { ErrorView, SonnyError } from '../shared/protocol/errors.ts';

const Given = z.object({ csrf: z.string() });
const Refused = z.object({ error: ErrorView });

/**
 * This window's right to talk to the loopback host. The one-time secret in the address is exchanged for a cookie that
 * scripts cannot read, and is taken out of the address; from then on the cookie alone gives a token per connection.
 */
export class LoopbackSession {
  #secret: string | undefined;

  constructor() {
    this.#secret = /^#secret=(.+)$/.exec(location.hash)?.[1];
    if (this.#secret !== undefined) history.replaceState(null, '', location.pathname);
  }

  /** A token for the next connection's greeting. Rejects with NOT_AUTHORISED when asking again cannot help. */
  async token(): Promise<string> {
    const secret = this.#secret;
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(secret === undefined ? {} : { secret }),
    });
    const body: unknown = await response.json();
    const given = Given.safeParse(body);
    if (given.success) {
      this.#secret = undefined;
      return given.data.csrf;
    }
    const refused = Refused.safeParse(body);
    // 429 passes by itself, so the client may try again.
    if (response.status === 429) throw new SonnyError('CONNECTION_LOST');
    throw new SonnyError('NOT_AUTHORISED', refused.success ? refused.data.error.details : undefined);
  }
}

import {
  auth,
  computeScopeUnion,
  extractWWWAuthenticateParams,
  InsufficientScopeError,
  SdkErrorCode,
  SdkHttpError,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  type AuthProvider,
} from '@modelcontextprotocol/client';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { McpSignIn, Progress } from '../../../shared/ports/mcp.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { openCallback } from './callback.ts';
import { guardedFetch, mayReach } from './guard.ts';
import type { KeptSignIns, Remote } from './kept.ts';
import { interactiveFlow, quietProvider } from './provider.ts';
import { signInTrouble } from './trouble.ts';

export interface SignInMeans {
  readonly signIns: KeptSignIns;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A fresh text that nobody can guess. */
  readonly secret: () => string;
  /** Opens an address in the person's browser; false when that could not even be tried. */
  readonly openBrowser: (address: string) => Promise<boolean>;
}

/** What a server said when it refused Sonny: where it describes itself, and what it wants leave for. */
interface Challenge {
  readonly metadata: URL | undefined;
  readonly scope: string | undefined;
}

/** What a request to the server carries, and what its refusals mean. */
export interface Bearer {
  readonly provider: AuthProvider;
  /** null: it is about something else. */
  coded(thrown: unknown): SonnyError | null;
}

const REVOKING = 5000;
const portOf = (redirect: string | null): number => Number(redirect === null ? 0 : new URL(redirect).port);
const scopesOf = (scope: string | null | undefined): readonly string[] => (scope ?? '').split(' ').filter(Boolean);

/** Signs in at servers, each with what it was last refused for. */
export class SignInDesk {
  readonly #means: SignInMeans;
  readonly #challenges = new Map<string, Challenge>();
  /** What each was last signed in for, as far as this life knows. */
  readonly #asked = new Map<string, readonly string[]>();
  readonly #refreshing = new Map<string, Promise<void>>();

  constructor(means: SignInMeans) {
    this.#means = means;
  }

  bearer(server: Remote): Bearer {
    const { signIns } = this.#means;
    let given: string | undefined;
    const wanted = (): SonnyError => new SonnyError('MCP_SIGN_IN');
    const provider: AuthProvider = {
      token: async () => (given = (await signIns.read(server)).tokens?.access_token),
      onUnauthorized: async ({ response }) => {
        const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(response);
        this.#challenges.set(server.name, { metadata: resourceMetadataUrl, scope });
        const { tokens } = await signIns.read(server);
        // Another request has had it made new meanwhile.
        if (tokens && tokens.access_token !== given) return;
        if (!tokens?.refresh_token) throw wanted();
        await this.#refresh(server, resourceMetadataUrl);
      },
    };
    return {
      provider,
      coded: (thrown) => {
        if (thrown instanceof InsufficientScopeError) {
          const { resourceMetadataUrl, requiredScope } = thrown;
          this.#challenges.set(server.name, { metadata: resourceMetadataUrl, scope: requiredScope });
          const asked = this.#asked.get(server.name);
          const wants = scopesOf(requiredScope);
          return asked && wants.every((scope) => asked.includes(scope))
            ? new SonnyError('MCP_SIGN_IN_FAILED', 'You have just signed in for this, and it refuses all the same.')
            : new SonnyError('MCP_SIGN_IN', `${server.name} wants leave for more: ${wants.join(', ').slice(0, 200)}`);
        }
        const refused = thrown instanceof SdkHttpError && thrown.code === SdkErrorCode.ClientHttpAuthentication;
        return refused || thrown instanceof UnauthorizedError ? wanted() : null;
      },
    };
  }

  /** One at a time for each server: a refresh token is often good once. */
  async #refresh(server: Remote, metadata: URL | undefined): Promise<void> {
    const { env, signIns } = this.#means;
    const refresh = async (): Promise<void> => {
      try {
        const provider = quietProvider(server, env, signIns, await signIns.read(server));
        const options = { serverUrl: server.url, fetchFn: this.#fetch(server) };
        await auth(provider, { ...options, ...(metadata ? { resourceMetadataUrl: metadata } : {}) });
      } catch (thrown) {
        throw thrown instanceof SonnyError && thrown.code !== 'MCP_SIGN_IN'
          ? thrown
          : new SonnyError('MCP_SIGN_IN', undefined, { cause: thrown });
      }
    };
    const under = this.#refreshing.get(server.name) ?? refresh();
    this.#refreshing.set(server.name, under);
    try {
      await under;
    } finally {
      if (this.#refreshing.get(server.name) === under) this.#refreshing.delete(server.name);
    }
  }

  /** Finds out where one signs in, and registers Sonny there. Nothing of it is shown to the person yet, and no browser is opened. */
  async begin(server: Remote, progress: Progress): Promise<McpSignIn> {
    const { signIns, env, secret, clock } = this.#means;
    const veil = (text: string): string => signIns.veil(server, text);
    const before = await signIns.read(server);
    const callback = await openCallback(portOf(before.redirect));
    const cancelled = new AbortController();
    try {
      const challenge = this.#challenges.get(server.name) ?? (await this.#probe(server));
      const state = secret();
      const wider = challenge.scope && computeScopeUnion(before.scope ?? '', before.tokens?.scope, challenge.scope);
      const flow = interactiveFlow(server, env, signIns, before, {
        redirect: callback.address,
        state,
        scope: () => flow.address()?.searchParams.get('scope') ?? null,
      });
      const fetchFn = this.#fetch(server, progress.signal);
      await auth(flow.provider, {
        serverUrl: server.url,
        fetchFn,
        forceReauthorization: true,
        ...(challenge.metadata ? { resourceMetadataUrl: challenge.metadata } : {}),
        ...(wider ? { scope: wider } : {}),
      });
      const address = flow.address();
      if (!address || !mayReach(new URL(server.url), address))
        throw new SonnyError('MCP_SIGN_IN_FAILED', `You would be sent to ${address?.origin ?? 'nowhere'}.`);
      const scopes = scopesOf(address.searchParams.get('scope'));
      const finish: McpSignIn['finish'] = async (opened, given) => {
        const settled = new AbortController();
        const over = AbortSignal.any([given.signal, cancelled.signal, settled.signal]);
        try {
          const answer = callback.answer(state, over);
          const late = clock.sleep(given.deadline - clock.now(), over).then((): never => {
            throw new SonnyError(over.aborted ? 'CANCELLED' : 'MCP_SIGN_IN_FAILED', 'Nobody came back in time.');
          });
          late.catch(() => {});
          answer.catch(() => {});
          opened(await this.#means.openBrowser(address.href));
          const said = await Promise.race([answer, late]);
          const code = said.get('code');
          if (code !== null) signIns.hide(server, code);
          const transport = new StreamableHTTPClientTransport(new URL(server.url), {
            authProvider: flow.provider,
            fetch: fetchFn,
          });
          await transport.finishAuth(said);
          this.#asked.set(server.name, scopes);
          this.#challenges.delete(server.name);
        } catch (thrown) {
          if (given.signal.aborted || cancelled.signal.aborted) throw new SonnyError('CANCELLED');
          throw signInTrouble(thrown, veil);
        } finally {
          settled.abort('settled');
          callback.close();
        }
      };
      const cancel = (): void => {
        cancelled.abort('cancelled');
        callback.close();
      };
      return { address: address.href, where: address.origin, scopes, finish, cancel };
    } catch (thrown) {
      callback.close();
      throw signInTrouble(thrown, veil);
    }
  }

  /** Forgets the tokens here, after asking that they are no longer good anywhere. */
  async forget(server: Remote): Promise<void> {
    const { signIns, env } = this.#means;
    const { tokens, client, revocation } = await signIns.read(server);
    await signIns.forget(server);
    this.#asked.delete(server.name);
    this.#challenges.delete(server.name);
    if (tokens === null || client === null || revocation === null) return;
    const secret = client.client_secret ?? (server.client?.secret ? env[server.client.secret] : undefined);
    const body = new URLSearchParams({
      token: tokens.refresh_token ?? tokens.access_token,
      client_id: client.client_id,
      ...(secret === undefined ? {} : { client_secret: secret }),
    });
    const signal = AbortSignal.timeout(REVOKING);
    await this.#fetch(server)(revocation, { method: 'POST', body, signal }).catch(() => {});
  }

  #fetch(server: Remote, signal?: AbortSignal): ReturnType<typeof guardedFetch> {
    const guarded = guardedFetch(new URL(server.url), (text) => this.#means.signIns.veil(server, text));
    return (url, init) => guarded(url, signal && !init?.signal ? { ...init, signal } : init);
  }

  /** Asks the server without a token what it would want. */
  async #probe(server: Remote): Promise<Challenge> {
    const response = await this.#fetch(server)(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'ping' }),
    });
    await response.body?.cancel();
    const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(response);
    return { metadata: resourceMetadataUrl, scope };
  }
}

import {
  isHttpsUrl,
  type OAuthClientMetadata,
  type OAuthClientProvider,
  type OAuthDiscoveryState,
  type StoredOAuthClientInformation,
} from '@modelcontextprotocol/client';
import { z } from 'zod';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Kept, KeptSignIns, Remote } from './kept.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Client = StoredOAuthClientInformation;

const metadataOf = (redirect: string): OAuthClientMetadata => ({
  client_name: 'Sonny',
  redirect_uris: [redirect],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  // A program on somebody's computer can keep no secret of its own.
  token_endpoint_auth_method: 'none',
});

/** What its operator gave the person for Sonny; null: nothing, so that Sonny registers itself or names its document. */
const given = ({ client }: Remote, env: Env, issuer: string | undefined): Client | null => {
  if (!client || isHttpsUrl(client.id)) return null;
  const secret = client.secret === null ? undefined : env[client.secret];
  return {
    client_id: client.id,
    ...(secret === undefined ? {} : { client_secret: secret }),
    ...(issuer === undefined ? {} : { issuer }),
  };
};

const documentOf = ({ client }: Remote): { clientMetadataUrl?: string } =>
  client && isHttpsUrl(client.id) ? { clientMetadataUrl: client.id } : {};

/** Where tokens are taken back, by RFC 8414's name for it. */
const revocationIn = (discovery: OAuthDiscoveryState | undefined): string | null => {
  const { revocation_endpoint: found } = z
    .object({ revocation_endpoint: z.url().optional().catch(undefined) })
    .parse(discovery?.authorizationServerMetadata ?? {});
  return found ?? null;
};

/** One going to sign in: what it has found out so far stays in memory, and is kept only once there are tokens. */
export interface Flow {
  readonly provider: OAuthClientProvider;
  /** Where the browser is to be sent; null until it is known. */
  address(): URL | null;
}

/** A sign-in that a person began. `before`: what was kept of earlier ones. */
export const interactiveFlow = (
  server: Remote,
  env: Env,
  signIns: KeptSignIns,
  before: Kept,
  {
    redirect,
    state,
    scope,
  }: { readonly redirect: string; readonly state: string; readonly scope: () => string | null },
): Flow => {
  const own = given(server, env, before.client?.issuer);
  // Who was registered to come back to another address would be turned away.
  let client: Client | undefined = own ?? (before.redirect === redirect ? (before.client ?? undefined) : undefined);
  let verifier = '';
  let discovery: OAuthDiscoveryState | undefined;
  let address: URL | null = null;
  const provider: OAuthClientProvider = {
    redirectUrl: redirect,
    clientMetadata: metadataOf(redirect),
    ...documentOf(server),
    state: () => state,
    clientInformation: () => client,
    // What an operator gave out is sent only to whom it was first used with.
    ...(own ? {} : { saveClientInformation: (made: Client) => void (client = made) }),
    tokens: () => undefined,
    async saveTokens(tokens) {
      const { issuer } = tokens;
      await signIns.change(server, {
        tokens,
        client: own ? { client_id: own.client_id, ...(issuer === undefined ? {} : { issuer }) } : (client ?? null),
        redirect,
        scope: scope(),
        revocation: revocationIn(discovery),
      });
    },
    redirectToAuthorization: (to) => void (address = to),
    saveCodeVerifier(made) {
      signIns.hide(server, made);
      verifier = made;
    },
    codeVerifier: () => verifier,
    saveDiscoveryState: (found) => void (discovery = found),
    discoveryState: () => discovery,
    invalidateCredentials(what) {
      if (!own && (what === 'all' || what === 'client')) client = undefined;
    },
  };
  return { provider, address: () => address };
};

/** Has tokens made new from what is kept, and does nothing that a person has not been asked about: it neither registers nor sends anyone anywhere. */
export const quietProvider = (server: Remote, env: Env, signIns: KeptSignIns, before: Kept): OAuthClientProvider => {
  const redirect = before.redirect ?? 'http://127.0.0.1/callback';
  let tokens = before.tokens ?? undefined;
  const wanted = (): never => {
    throw new SonnyError('MCP_SIGN_IN');
  };
  return {
    redirectUrl: redirect,
    clientMetadata: metadataOf(redirect),
    clientInformation: () => given(server, env, before.client?.issuer) ?? before.client ?? wanted(),
    tokens: () => tokens,
    async saveTokens(made) {
      tokens = made;
      await signIns.change(server, { tokens: made });
    },
    redirectToAuthorization: wanted,
    saveCodeVerifier: () => {},
    codeVerifier: wanted,
    invalidateCredentials: () => void (tokens = undefined),
  };
};

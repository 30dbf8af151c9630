import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { answerWith } from '../../electron/server/web-request.ts';

/** How the two behave. Tests change it as they go. */
export interface OAuthBehaviour {
  /** What every request wants leave for. */
  scope: string;
  /** What it refuses, though it gave leave for it. */
  stubborn: boolean;
  /** The person says no. */
  declines: boolean;
  /** Programs may register themselves. */
  registers: boolean;
  /** What answers say of their issuer; null: nothing. */
  iss: string | null;
  /** Whether tokens can be made new. */
  refreshes: boolean;
  /** How a token begins, so that a test may say what it is. */
  token: () => string;
  /** The address that the server names for signing in; null: the right one. */
  leads: string | null;
}

export interface OAuthServers {
  readonly behaviour: OAuthBehaviour;
  /** The MCP server's address, and the origin of who signs people in there. */
  readonly url: string;
  readonly issuer: string;
  /** What came to the MCP server and to who signs in: method, path, authorization and body. */
  readonly requests: {
    readonly at: 'mcp' | 'issuer';
    readonly path: string;
    readonly auth: string;
    readonly body: string;
  }[];
  /** No access token counts any more; refresh tokens do. */
  expire(): void;
  close(): Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};
const json = (response: ServerResponse, status: number, value: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};
const opened = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

/** A real MCP server that wants a token and a real authorisation server that gives them, each at an address of its own. */
export const openOAuthServers = async (): Promise<OAuthServers> => {
  const behaviour: OAuthBehaviour = {
    scope: 'read',
    stubborn: false,
    declines: false,
    registers: true,
    iss: '',
    refreshes: true,
    token: () => `token-${randomUUID()}`,
    leads: null,
  };
  const requests: OAuthServers['requests'] = [];
  const grants = new Map<string, { challenge: string; redirect: string; scope: string; resource: string }>();
  const access = new Map<string, string>();
  const refresh = new Map<string, string>();
  const clients = new Map<string, string[]>();

  const grant = (scope: string): object => {
    const token = behaviour.token();
    access.set(token, scope);
    const again = `refresh-${randomUUID()}`;
    if (behaviour.refreshes) refresh.set(again, scope);
    return {
      access_token: token,
      token_type: 'Bearer',
      scope,
      ...(behaviour.refreshes ? { refresh_token: again } : {}),
    };
  };

  const issue = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = new URL(request.url ?? '/', issuer);
    const body = await bodyOf(request);
    requests.push({ at: 'issuer', path: asked.pathname, auth: request.headers.authorization ?? '', body });
    const sent = new URLSearchParams(body);
    switch (asked.pathname) {
      case '/.well-known/oauth-authorization-server':
        return json(response, 200, {
          issuer,
          authorization_endpoint: behaviour.leads ?? `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          ...(behaviour.registers ? { registration_endpoint: `${issuer}/register` } : {}),
          revocation_endpoint: `${issuer}/revoke`,
          response_types_supported: ['code'],
          code_challenge_methods_supported: ['S256'],
          token_endpoint_auth_methods_supported: ['none'],
          authorization_response_iss_parameter_supported: true,
        });
      case '/register': {
        const wanted = JSON.parse(body) as { redirect_uris: string[] };
        const id = `client-${clients.size + 1}`;
        clients.set(id, wanted.redirect_uris);
        return json(response, 201, { ...wanted, client_id: id });
      }
      case '/authorize': {
        const of = (name: string): string => asked.searchParams.get(name) ?? '';
        const redirect = of('redirect_uri');
        if (of('code_challenge_method') !== 'S256' || !clients.get(of('client_id'))?.includes(redirect))
          return json(response, 400, { error: 'invalid_request' });
        const back = new URL(redirect);
        back.searchParams.set('state', of('state'));
        if (behaviour.iss !== null) back.searchParams.set('iss', behaviour.iss || issuer);
        if (behaviour.declines) back.searchParams.set('error', 'access_denied');
        else {
          const code = `code-${randomUUID()}`;
          grants.set(code, { challenge: of('code_challenge'), redirect, scope: of('scope'), resource: of('resource') });
          back.searchParams.set('code', code);
        }
        response.writeHead(302, { location: back.href }).end();
        return;
      }
      case '/token': {
        if (sent.get('grant_type') === 'refresh_token') {
          const scope = refresh.get(sent.get('refresh_token') ?? '');
          refresh.delete(sent.get('refresh_token') ?? '');
          // What is said of a failure repeats what was sent, as careless servers do.
          return scope === undefined
            ? json(response, 400, {
                error: 'invalid_grant',
                error_description: `no such token: ${sent.get('refresh_token')}`,
              })
            : json(response, 200, grant(scope));
        }
        const given = grants.get(sent.get('code') ?? '');
        grants.delete(sent.get('code') ?? '');
        const proof = createHash('sha256')
          .update(sent.get('code_verifier') ?? '')
          .digest('base64url');
        const right =
          given?.challenge === proof && given.redirect === sent.get('redirect_uri') && given.resource === url;
        return given && right && sent.get('resource') === url
          ? json(response, 200, grant(given.scope))
          : json(response, 400, { error: 'invalid_grant' });
      }
      case '/revoke':
        for (const kept of [access, refresh]) kept.delete(sent.get('token') ?? '');
        return json(response, 200, {});
      default:
        return json(response, 404, {});
    }
  };
  const issuing = createServer((request, response) => void issue(request, response).catch(() => response.destroy()));
  const issuer = await opened(issuing);

  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'calendar', version: '1' });
    server.registerTool('events', { description: 'Lists events.' }, () => ({
      content: [{ type: 'text', text: 'none' }],
    }));
    server.registerTool('gossip', { description: 'Repeats what it was sent.' }, ({ http }) => ({
      content: [{ type: 'text', text: `You sent ${http?.req?.headers.get('authorization')}` }],
    }));
    return server;
  });
  const serving = createServer((request, response) => {
    const path = request.url ?? '/';
    const auth = request.headers.authorization ?? '';
    requests.push({ at: 'mcp', path, auth, body: '' });
    if (path.startsWith('/.well-known/oauth-protected-resource'))
      return json(response, 200, {
        resource: url,
        authorization_servers: [issuer],
        scopes_supported: ['read', 'write'],
      });
    if (path !== '/mcp') return json(response, 404, {});
    const scope = access.get(auth.replace(/^Bearer /u, ''));
    const metadata = `resource_metadata="${new URL('/.well-known/oauth-protected-resource/mcp', url).href}"`;
    const has = (scope ?? '').split(' ').includes(behaviour.scope);
    const refuse = (status: number, error: string): void => {
      const wants = `Bearer ${error}scope="${behaviour.scope}", ${metadata}`;
      response.writeHead(status, { 'www-authenticate': wants }).end();
    };
    if (scope === undefined) return refuse(401, '');
    if (!has || behaviour.stubborn) return refuse(403, 'error="insufficient_scope", ');
    answerWith((asked) => handler.fetch(asked), request, response).catch(() => response.destroy());
  });
  const url = `${await opened(serving)}/mcp`;

  const ended = (server: Server): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    behaviour,
    url,
    issuer,
    requests,
    expire: () => access.clear(),
    close: async () => {
      await Promise.all([ended(issuing), ended(serving)]);
      await handler.close();
    },
  };
};

import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { RemoteServer } from '../../shared/ports/mcp.ts';
import type { Line } from './line.ts';
import { limited } from './limited.ts';
import { mayReach } from './sign-in/guard.ts';
import type { Bearer } from './sign-in/desk.ts';

/**
 * An MCP server at an address. Redirects lead to nobody else; the token is read from the environment when it is needed, or is that of the
 * sign-in.
 */
export const remoteLine = (
  server: RemoteServer,
  env: Readonly<Record<string, string | undefined>>,
  bearer: Bearer | null,
  veil: (text: string) => string,
): Line => {
  const token = server.token === null ? undefined : env[server.token];
  let trouble = '';
  const transport = new StreamableHTTPClientTransport(new URL(server.url), {
    ...(token === undefined ? {} : { requestInit: { headers: { authorization: `Bearer ${token}` } } }),
    ...(bearer ? { authProvider: bearer.provider } : {}),
    // A person is asked before more is asked leave for.
    onInsufficientScope: 'throw',
    redirectPolicy: 'same-origin',
    fetch: async (url, init) => {
      const response = await fetch(url, init).catch((thrown: unknown) => {
        trouble = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause.message : String(thrown);
        throw thrown;
      });
      return response.body ? new Response(limited(response.body), response) : response;
    },
  });
  return {
    transport,
    why: () => trouble,
    folders: server.folders ?? [],
    mayOpen: (address) => mayReach(new URL(server.url), address),
    veil,
    coded: (thrown) => bearer?.coded(thrown) ?? null,
    async end() {
      // Where the server keeps sessions, this one is over; it may not answer, and nobody waits for that.
      void transport.terminateSession().catch(() => {});
      await transport.close().catch(() => {});
    },
  };
};

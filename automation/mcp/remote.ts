import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { McpServer } from '../../shared/ports/mcp.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Line } from './connection.ts';

/** A longer answer to one request ends it, in bytes. */
const LONGEST_ANSWER = 4 << 20;

const limited = (body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
  let taken = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        taken += chunk.byteLength;
        if (taken > LONGEST_ANSWER) controller.error(new SonnyError('MCP_BAD_ANSWER', 'It is longer than 4 MB.'));
        else controller.enqueue(chunk);
      },
    }),
  );
};

/** An MCP server at an address. Redirects lead to nobody else; the token is read from the environment when it is needed. */
export const remoteLine = (
  server: Extract<McpServer, { kind: 'remote' }>,
  env: Readonly<Record<string, string | undefined>>,
): Line => {
  const token = server.token === null ? undefined : env[server.token];
  let trouble = '';
  const transport = new StreamableHTTPClientTransport(new URL(server.url), {
    ...(token === undefined ? {} : { requestInit: { headers: { authorization: `Bearer ${token}` } } }),
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
    async end() {
      // Where the server keeps sessions, this one is over; it may not answer, and nobody waits for that.
      void transport.terminateSession().catch(() => {});
      await transport.close().catch(() => {});
    },
  };
};

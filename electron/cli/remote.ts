import { z } from 'zod';
import { ErrorView, SonnyError } from '../../shared/protocol/errors.ts';
import { type Announced, findServer, type RunningServer } from '../server/running-server.ts';

const Answer = z.union([z.object({ link: z.string() }), z.object({ error: ErrorView })]);
const PATIENCE_MS = 2_000;

/** The host that runs in this profile and answers, or null. */
export async function runningServer(profile: string, as?: Announced): Promise<RunningServer | null> {
  const server = await findServer(profile, as);
  if (!server) return null;
  const answered = await fetch(`http://127.0.0.1:${server.port}/`, {
    method: 'HEAD',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => null);
  return answered ? server : null;
}

/** The host that runs in this profile. @throws SonnyError COMMAND_NOT_NOW when there is none */
export async function running(profile: string): Promise<RunningServer> {
  const server = await runningServer(profile);
  if (server) return server;
  throw new SonnyError('COMMAND_NOT_NOW', 'No Sonny serves a window now; `npm start` starts one.');
}

/** A new link to a running host's window; `alone` ends every window that is open. */
export const linkOf = (server: RunningServer, alone: boolean): Promise<string> => linkFrom(server, 'link', { alone });

/** A link by which another Sonny joins a running one. */
export const peerLinkOf = (server: RunningServer): Promise<string> => linkFrom(server, 'peer-link', {});

/** The address and token by which other programs reach a running host as an MCP server. */
export const mcpLinkOf = (server: RunningServer): Promise<string> => linkFrom(server, 'mcp-link', {});

async function linkFrom({ port, token }: RunningServer, kind: string, body: object): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/cli/${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const answer = Answer.parse(await response.json());
  if ('error' in answer) throw new SonnyError(answer.error.code, answer.error.details);
  return answer.link;
}

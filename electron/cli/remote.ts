import { z } from 'zod';
import { ErrorView, SonnyError } from '../../shared/protocol/errors.ts';
import { findServer, type RunningServer } from '../server/running-server.ts';

const Answer = z.union([z.object({ link: z.string() }), z.object({ error: ErrorView })]);
const PATIENCE_MS = 2_000;

/** The host that runs in this profile and answers, or null. */
export async function runningServer(profile: string): Promise<RunningServer | null> {
  const server = await findServer(profile);
  if (!server) return null;
  const answered = await fetch(`http://127.0.0.1:${server.port}/`, {
    method: 'HEAD',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => null);
  return answered ? server : null;
}

/** A new link to a running host's window; `alone` ends every window that is open. */
export async function linkOf({ port, token }: RunningServer, alone: boolean): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/cli/link`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ alone }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const answer = Answer.parse(await response.json());
  if ('error' in answer) throw new SonnyError(answer.error.code, answer.error.details);
  return answer.link;
}

import type { Sonny } from '../../shared/ports/sonny.ts';
import type { CommandInput } from '../../shared/protocol/commands.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { startLoopback } from '../server/loopback.ts';
import { announceServer, withdrawServer } from '../server/running-server.ts';

/** What changes nothing, and may be asked of a program that ends with somebody else's command. */
const READS: ReadonlySet<CommandInput['type']> = new Set([
  'doctor',
  'fact.get',
  'fact.why',
  'fact.why-not',
  'facts.suppose',
  'history.list',
  'mcp.list',
  'model.status',
  'peers.list',
  'plan.why-not',
  'relations.list',
  'rules.compare',
  'rules.list',
  'rules.text',
  'run.get',
  'run.why',
  'settings.get',
  'skills.list',
  'state.graph',
  'step.why',
]);

/** The program as others may see it beside a command of this terminal: all else is refused with PROFILE_IN_USE. */
const readable = (sonny: Sonny): Sonny => ({
  ...sonny,
  dispatch: (command, origin) =>
    READS.has(command.type)
      ? sonny.dispatch(command, origin)
      : Promise.reject(new SonnyError('PROFILE_IN_USE', `A run at another terminal uses it (process ${process.pid}).`)),
});

/**
 * Lets commands at other terminals read while the one of this terminal has the profile. Resolves with what closes it again. Where it can't be
 * opened nobody reads beside, and nothing else is different.
 */
export async function openReadingDoor(
  { sonny, secret }: { readonly sonny: Sonny; readonly secret: () => string },
  profile: string,
): Promise<() => Promise<void>> {
  const bearer = secret();
  const loopback = await startLoopback({ sonny: readable(sonny), files: new Map(), now: Date.now, secret, bearer });
  try {
    await announceServer(profile, { pid: process.pid, port: loopback.port, token: bearer }, 'terminal.json');
  } catch (thrown) {
    await loopback.close();
    throw thrown;
  }
  return async () => {
    await withdrawServer(profile, 'terminal.json');
    await loopback.close();
  };
}

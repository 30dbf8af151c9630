import { profileHolder } from '../../automation/store/profile-lock.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { isEnded } from '../../shared/protocol/run.ts';
import { profileFolder } from '../server/profile.ts';
import type { RunningServer } from '../server/running-server.ts';
import type { Started } from '../start-sonny.ts';
import { linkedClient, remoteClient } from './clients.ts';
import { type Need, type Program, programOf, type Say } from './program.ts';
import { runningServer } from './remote.ts';
import { quoted } from './wording.ts';

/**
 * For how long a command at another terminal that has the profile is waited for, and how long before each look, in milliseconds. One that only
 * looks waits for longer: who has the profile lets it look as soon as it has begun.
 */
const PATIENCE = 3000;
const READING_PATIENCE = 15_000;
const PAUSE = 100;

/**
 * Finds the program that runs in this profile, or starts one. What only reads is answered by a run at another terminal, too.
 * @param attended someone is at this terminal
 * @param say told what a person should know about that, and which runs were cut off
 */
export async function openProgram(env: NodeJS.ProcessEnv, attended: boolean, say: Say, need: Need): Promise<Program> {
  const profile = profileFolder(env);
  const running = await runningServer(profile);
  if (running) return beside(running);
  const { startSonny } = await import('../start-sonny.ts');
  const since = Date.now();
  for (;;) {
    try {
      const started = await startSonny({ env, profile, say, desktop: 'when-needed' });
      return await opened(started, { profile, attended, say, need, since });
    } catch (thrown) {
      if (SonnyError.from(thrown).code !== 'PROFILE_IN_USE') throw thrown;
      const other = need.reads ? await runningServer(profile, 'terminal.json') : null;
      if (other) return beside(other);
      if (Date.now() - since > (need.reads ? READING_PATIENCE : PATIENCE)) throw await usedElsewhere(thrown, profile);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

const beside = (running: RunningServer): Program =>
  programOf(
    (origin) => remoteClient(running, origin),
    async () => {},
  );

interface Opening {
  readonly profile: string;
  readonly attended: boolean;
  readonly say: Say;
  readonly need: Need;
  /** When it began. */
  readonly since: number;
}

async function opened(started: Started, { profile, attended, say, need, since }: Opening): Promise<Program> {
  if (attended) started.heartbeat.watchers(1);
  // What only reads is soon through; a run may take long, and others want to look meanwhile.
  const door = need.reads
    ? null
    : import('./reading-door.ts').then(({ openReadingDoor }) => openReadingDoor(started, profile)).catch(() => null);
  const program = programOf(
    (origin) => linkedClient(started.sonny, started.secret, origin),
    async () => {
      await (
        await door
      )?.();
      await started.close();
    },
  );
  // Also where little is said: what was cut off is looked at before anything else is asked.
  const { SEEN_BY_ITSELF, tellCutOff } = await import('./tell-cut-off.ts');
  await tellCutOff(program, since, say, need.tells ? SEEN_BY_ITSELF : []).catch(() => {});
  return program;
}

/** Every window can be reached, and none was: who has the profile is a command at another terminal. */
async function usedElsewhere(thrown: unknown, profile: string): Promise<unknown> {
  const pid = profileHolder(profile);
  const which = pid === null ? '' : ` (process ${pid})`;
  const said = await underWay(profile).catch(() => null);
  return new SonnyError(
    'PROFILE_IN_USE',
    said === null ? `A run at another terminal uses it${which}.` : `${said} at another terminal${which}.`,
    { cause: thrown },
  );
}

/** What another terminal is at, as far as it lets others look; null: it tells of nothing. */
async function underWay(profile: string): Promise<string | null> {
  const other = await runningServer(profile, 'terminal.json');
  if (!other) return null;
  const client = remoteClient(other, 'person');
  try {
    const lines = await client.dispatch({ type: 'history.list', limit: 100 });
    const run = lines.find(({ status }) => !isEnded(status));
    if (!run) return null;
    return `${quoted(run.goal)} (${run.id}) is ${run.status === 'undoing' ? 'being undone' : 'under way'}`;
  } finally {
    client.close();
  }
}

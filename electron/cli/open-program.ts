import { profileHolder } from '../../automation/store/profile-lock.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { profileFolder } from '../server/profile.ts';
import { linkedClient, remoteClient } from './clients.ts';
import { type Program, programOf, type Say } from './program.ts';
import { runningServer } from './remote.ts';

/**
 * Finds the program that runs in this profile, or starts one.
 * @param attended someone is at this terminal
 * @param say told what a person should know about that
 */
export async function openProgram(env: NodeJS.ProcessEnv, attended: boolean, say: Say): Promise<Program> {
  const profile = profileFolder(env);
  const running = await runningServer(profile);
  if (running)
    return programOf(
      (origin) => remoteClient(running, origin),
      async () => {},
    );
  const { startSonny } = await import('../start-sonny.ts');
  const started = await startSonny({ env, profile, say, desktop: 'when-needed' }).catch((thrown: unknown) => {
    throw usedElsewhere(thrown, profile);
  });
  if (attended) started.heartbeat.watchers(1);
  return programOf((origin) => linkedClient(started.sonny, started.secret, origin), started.close);
}

/** Every window can be reached, and none was: who has the profile is a command at another terminal. */
function usedElsewhere(thrown: unknown, profile: string): unknown {
  const error = SonnyError.from(thrown);
  if (error.code !== 'PROFILE_IN_USE') return thrown;
  const pid = profileHolder(profile);
  const which = pid === null ? '' : ` (process ${pid})`;
  return new SonnyError('PROFILE_IN_USE', `A run at another terminal uses it${which}.`, { cause: thrown });
}

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
  const started = await startSonny({ env, profile, say, desktop: 'when-needed' });
  if (attended) started.heartbeat.watchers(1);
  return programOf((origin) => linkedClient(started.sonny, started.secret, origin), started.close);
}

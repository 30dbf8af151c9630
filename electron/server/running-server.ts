import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** How command-line clients of the same user find a running host and prove that they are this user. */
const RunningServer = z.object({ pid: z.number().int(), port: z.number().int(), token: z.string().min(1) });
export type RunningServer = z.infer<typeof RunningServer>;

/** `server.json`: a host with a window, for whatever is asked. `terminal.json`: a run at a terminal, which others may read beside. */
export type Announced = 'server.json' | 'terminal.json';

/** Written beside and moved into place, so that nobody reads half of it; only this user may read it. */
export async function announceServer(
  profile: string,
  server: RunningServer,
  as: Announced = 'server.json',
): Promise<void> {
  const file = join(profile, as);
  const fresh = `${file}.${server.pid}`;
  await writeFile(fresh, JSON.stringify(server), { mode: 0o600 });
  await chmod(fresh, 0o600);
  await rename(fresh, file);
}

/** The host that announced itself and whose process still lives, or null. */
export async function findServer(profile: string, as: Announced = 'server.json'): Promise<RunningServer | null> {
  const text = await readFile(join(profile, as), 'utf8').catch(() => null);
  const parsed = text === null ? null : RunningServer.safeParse(jsonOf(text));
  return parsed?.success && lives(parsed.data.pid) ? parsed.data : null;
}

export async function withdrawServer(profile: string, as: Announced = 'server.json'): Promise<void> {
  await rm(join(profile, as), { force: true });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

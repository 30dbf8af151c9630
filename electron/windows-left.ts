import { z } from 'zod';
import type { Observer } from '../shared/ports/observer.ts';
import type { Progress } from '../shared/ports/progress.ts';

const Seen = z.object({ windows: z.array(z.object({ title: z.string(), app: z.string() })) });

/** More titles than this are counted. */
const MOST_NAMED = 3;

/** What is said where a virtual desktop ends with the command it was started for, and windows on it do, too; null where none is open. */
export async function windowsLeft(observers: readonly Observer[], progress: Progress): Promise<string | null> {
  const observer = observers.find(({ kinds }) => kinds.includes('windows'));
  const seen = Seen.safeParse((await observer?.observe({ kind: 'windows' }, progress))?.value);
  const names = seen.success ? seen.data.windows.map(({ title, app }) => `“${title || app}”`) : [];
  if (names.length === 0) return null;
  const more = names.length - MOST_NAMED;
  const named = [...names.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return `The virtual desktop ended with this command, and with it what was open there: ${named}. A Sonny that keeps running (\`npm start\`) keeps them open.`;
}

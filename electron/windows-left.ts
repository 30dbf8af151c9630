import { z } from 'zod';
import type { Observer } from '../shared/ports/observer.ts';
import type { Progress } from '../shared/ports/progress.ts';

const Seen = z.object({ windows: z.array(z.object({ title: z.string(), app: z.string() })) });

const Held = z.object({ text: z.string() });

/** More titles than this are counted. */
const MOST_NAMED = 3;

/** What is read of one kind; null where nothing can. */
const seen = async (
  kind: 'windows' | 'clipboard',
  observers: readonly Observer[],
  progress: Progress,
): Promise<unknown> => {
  const observer = observers.find(({ kinds }) => kinds.includes(kind));
  return (await observer?.observe({ kind }, progress).catch(() => undefined))?.value;
};

/**
 * What is said where a virtual desktop ends with the command it was started for, and the windows on it and what its clipboard holds
 * do, too; null where there is neither.
 */
export async function windowsLeft(observers: readonly Observer[], progress: Progress): Promise<string | null> {
  const [windows, clipboard] = await Promise.all([
    seen('windows', observers, progress),
    seen('clipboard', observers, progress),
  ]);
  const open = Seen.safeParse(windows);
  const names = open.success ? open.data.windows.map(({ title, app }) => `“${title || app}”`) : [];
  const held = Held.safeParse(clipboard);
  const copied = held.success && held.data.text !== '';
  if (names.length === 0 && !copied) return null;
  const more = names.length - MOST_NAMED;
  const named = [...names.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const lost = [
    ...(names.length > 0 ? [`what was open there: ${named}`] : []),
    ...(copied ? ['the text on its clipboard'] : []),
  ].join('; and ');
  const keeps = names.length === 0 ? 'keeps it' : copied ? 'keeps them' : 'keeps them open';
  return `The virtual desktop ended with this command, and with it ${lost}. A Sonny that keeps running (\`npm start\`) ${keeps}.`;
}

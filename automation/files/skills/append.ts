import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { Snapshots } from '../../../shared/ports/snapshots.ts';
import { systemCode } from '../file-error.ts';
import type { Places } from '../places.ts';
import { readPlainText } from '../read/text.ts';
import { putsText, withHash } from './put-text.ts';

const Args = z.object({ path: z.string(), text: z.string() });

const textAt = async (path: string): Promise<string> => {
  try {
    return await readPlainText(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
};

/** The text with others behind it, on lines of their own that end as the lines before do. */
const withLines = (before: string, text: string): string => {
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const open = before === '' || before === '\uFEFF' || before.endsWith('\n') ? '' : end;
  return `${before}${open}${text}${text.endsWith('\n') ? '' : end}`;
};

/** `files.append`: to plain UTF-8 text of up to 8 MiB; a file that is not there is made. */
export const append = (places: Places, snapshots: Snapshots): Performer =>
  putsText(
    {
      skill: 'files.append',
      args: Args,
      goesOn: 'that with what Sonny added',
      leftOf: ({ text }, before) => withLines(before, text),
      textOf: async ({ path, text }) => withHash(withLines(await textAt(places.content(path)), text)),
    },
    places,
    snapshots,
  );

import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { Snapshots } from '../../../shared/ports/snapshots.ts';
import type { Places } from '../places.ts';
import { readDocument } from '../read/document.ts';
import { putsText, withHash } from './put-text.ts';

const Args = z.object({ files: z.array(z.string()), path: z.string(), replace: z.literal(true).optional() });

/** Each text ends its line, so that the next begins one. */
const joined = async (
  files: readonly string[],
  places: Places,
  signal: AbortSignal,
  told: (say: string) => void,
): Promise<string> => {
  const texts: string[] = [];
  for (const file of files) texts.push(await readDocument(places.content(file), signal, told));
  return texts.map((text) => (text.endsWith('\n') || text === '' ? text : `${text}\n`)).join('');
};

/** `files.join`: texts, also those of office documents and PDFs, one after another. */
export const join = (places: Places, snapshots: Snapshots): Performer =>
  putsText(
    {
      skill: 'files.join',
      args: Args,
      leftOf: () => undefined,
      textOf: async ({ files }, signal, told) => withHash(await joined(files, places, signal, told)),
    },
    places,
    snapshots,
  );

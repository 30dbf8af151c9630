import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { Snapshots } from '../../../shared/ports/snapshots.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { plural } from '../../text-version.ts';
import { hashOf } from '../digest.ts';
import type { Places } from '../places.ts';
import { readPlainText } from '../read/text.ts';
import { putsText } from './put-text.ts';

const Args = z.object({
  path: z.string(),
  find: z.string().min(1),
  with: z.string(),
  places: z.number().optional(),
});

type Args = z.infer<typeof Args>;

const countIn = (text: string, find: string): number => text.split(find).length - 1;

/** The text with one put for the other everywhere. TARGET_GONE where it stands in other places than was planned. */
const replacedIn = (before: string, { path, find, with: put, places }: Args): string => {
  const count = countIn(before, find);
  if (count === 0 || (places !== undefined && count !== places)) {
    const now = count === 0 ? 'nowhere in it now' : `in ${plural(count, 'place')} of it now`;
    const planned = places === undefined ? '' : ` and was in ${plural(places, 'place')} when this was planned`;
    throw new SonnyError('TARGET_GONE', `What is to be replaced in ${path} is ${now}${planned}.`);
  }
  return before.split(find).join(put);
};

/** `files.replace-text`: in plain UTF-8 text of up to 8 MiB, just as it is written; all else stays as it is, byte for byte. */
export const replaceText = (places: Places, snapshots: Snapshots): Performer =>
  putsText(
    {
      skill: 'files.replace-text',
      args: Args,
      goesOn: 'that with what Sonny replaced',
      leftOf: ({ find, with: put }, before) => before.split(find).join(put),
      async textOf(args) {
        const before = await readPlainText(places.content(args.path));
        const text = replacedIn(before, args);
        return { text, outputs: { sha256: hashOf(text), count: countIn(before, args.find) } };
      },
    },
    places,
    snapshots,
  );

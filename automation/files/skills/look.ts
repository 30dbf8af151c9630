import { z } from 'zod';
import type { Evidence, Performer } from '../../../shared/ports/performer.ts';
import { alikeInSize, chosen, CHOOSING, copiesAmong } from '../../../shared/skills/choosing.ts';
import { plural } from '../../text-version.ts';
import { sha256Of } from '../digest.ts';
import { leftOutOf } from '../left-out.ts';
import type { Places } from '../places.ts';
import { filePerformer, undone } from '../file-performer.ts';
import { listSome, type Listed } from '../read/listing.ts';
import { passedOver, readDocument } from '../read/document.ts';

const cutOff = (n: number, folder: string): Evidence => ({
  path: 'filesystem',
  say: `cut off after ${n.toLocaleString('en')} files: there are more in ${folder} than can be named`,
  holds: true,
});

/** What a look found, in a sentence: what was read is itself what is read back. */
const looked = (say: string): Evidence => ({ path: 'filesystem', say, holds: true });

const sayFound = (count: number, folders: boolean): string => {
  if (count === 0) return 'nothing found';
  if (!folders) return `${plural(count, 'file')} found`;
  return count === 1 ? '1 file or folder found' : `${count.toLocaleString('en')} files and folders found`;
};

/** Files up to this many bytes are compared. */
const MOST_HASHED = 64 * 1024 * 1024;

const copiesIn = async (files: readonly Listed[], signal: AbortSignal): Promise<readonly Listed[]> => {
  const hashes = new Map<Listed, string>();
  for (const file of alikeInSize(files))
    if (file.size <= MOST_HASHED) hashes.set(file, await sha256Of(file.path, signal));
  return copiesAmong(files, (file) => hashes.get(file));
};

/** They only look, so there is nothing to take back. */
const nothing = { receipt: z.null(), undo: async () => undone('Nothing was changed.') };

/** More names than this are no answer to a person: how many there are is measured. */
const MOST_NAMED = 2000;

/** `files.find`: where there are more than can be named, that is said with what was named. */
export const find = (places: Places): Performer =>
  filePerformer(places, {
    ...nothing,
    skill: 'files.find',
    args: z.object({
      folder: z.string(),
      glob: z.string(),
      recursive: z.boolean(),
      folders: z.literal(true).optional(),
      ...CHOOSING,
    }),
    async perform({ folder, glob, recursive, folders = false, copies, ...choosing }, { signal }) {
      const listing = await listSome(folder, { glob, recursive, folders }, places, { signal });
      const fitting = chosen(copies ? await copiesIn(listing.files, signal) : listing.files, choosing);
      const files = fitting.slice(0, MOST_NAMED).map(({ path, isFolder }) => (isFolder ? `${path}/` : path));
      const more = listing.cut || files.length < fitting.length;
      const evidence = [
        looked(sayFound(files.length, folders)),
        ...(more ? [cutOff(files.length, folder)] : []),
        ...leftOutOf('of the list', listing.left),
      ];
      return { outputs: { files }, receipt: null, evidence };
    },
  });

/** `files.read`: a text file, or the text of an office document or a PDF. */
export const read = (places: Places): Performer =>
  filePerformer(places, {
    ...nothing,
    skill: 'files.read',
    args: z.object({ path: z.string() }),
    async perform({ path }, { signal }) {
      const evidence: Evidence[] = [];
      const text = await readDocument(places.content(path), signal, (say) => void evidence.push(passedOver(say)));
      const read = looked(`${plural([...text].length, 'character')} read`);
      return { outputs: { text }, receipt: null, evidence: [read, ...evidence] };
    },
  });

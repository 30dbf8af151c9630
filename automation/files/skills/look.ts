import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { Places } from '../places.ts';
import { filePerformer, undone } from '../file-performer.ts';
import { listFiles } from '../read/listing.ts';
import { readDocument } from '../read/document.ts';

/** They only look, so there is nothing to take back. */
const nothing = { receipt: z.null(), undo: async () => undone('Nothing was changed.') };

/** `files.find`. */
export const find = (places: Places): Performer =>
  filePerformer(places, {
    ...nothing,
    skill: 'files.find',
    args: z.object({ folder: z.string(), glob: z.string(), recursive: z.boolean() }),
    async perform({ folder, ...pattern }, progress) {
      const files = await listFiles(folder, pattern, places, progress);
      return { outputs: { files: files.map(({ path }) => path) }, receipt: null };
    },
  });

/** `files.read`: a text file, or the text of an office document or a PDF. */
export const read = (places: Places): Performer =>
  filePerformer(places, {
    ...nothing,
    skill: 'files.read',
    args: z.object({ path: z.string() }),
    async perform({ path }, { signal }) {
      return { outputs: { text: await readDocument(places.content(path), signal) }, receipt: null };
    },
  });

import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Evidence, Performer } from '../../../shared/ports/performer.ts';
import { filePerformer, undone } from '../file-performer.ts';
import { leftOutOf } from '../left-out.ts';
import type { Places } from '../places.ts';
import { listSome, type Listed } from '../read/listing.ts';
import { readText } from '../read/text.ts';
import { plural } from '../../text-version.ts';

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes for a person: `1,234 bytes`, `12.3 MB` (thousands, as file managers count). */
export const sayBytes = (bytes: number): string => {
  let [left, unit] = [bytes, ''];
  for (const next of UNITS) {
    if (left < 1000) break;
    [left, unit] = [left / 1000, next];
  }
  if (unit === '') return plural(bytes, 'byte');
  return `${left.toLocaleString('en', { maximumFractionDigits: left < 100 ? 1 : 0 })} ${unit}`;
};

const bytesOf = (files: readonly Listed[]): number => files.reduce((sum, { size }) => sum + size, 0);

const sayFiles = (files: readonly Listed[], cut = false): string =>
  `${cut ? 'more than ' : ''}${plural(files.length, 'file')}, ${sayBytes(bytesOf(files))}`;

/** How long a text is; null where it is none, or too long to be read. */
const lengthOf = async (path: string): Promise<string | null> => {
  const text = await readText(path).catch(() => null);
  if (text === null || text.includes('\0')) return null;
  const lines = text === '' ? 0 : text.replace(/\r?\n$/u, '').split('\n').length;
  const words = text.match(/\S+/gu)?.length ?? 0;
  return [plural(lines, 'line'), plural(words, 'word'), plural([...text].length, 'character')].join(', ');
};

const measureFile = async (path: string, size: number) => {
  const length = await lengthOf(path);
  return { text: [sayBytes(size), ...(length === null ? [] : [length])].join('\n'), count: 1, bytes: size };
};

/** What was counted is itself what is read back. */
const counted = (text: string): Evidence => ({ path: 'filesystem', say: text.replaceAll('\n', '; '), holds: true });

const MOST_COUNTED = 200_000;

/** Of what is right in the folder, and of all below it where that is more. */
const measureFolder = async (path: string, glob: string, places: Places, signal: AbortSignal) => {
  const { files, cut, left } = await listSome(path, { glob, recursive: true }, places, { signal }, MOST_COUNTED);
  const own = files.filter((file) => dirname(file.path) === path);
  const here = `${sayFiles(own)}${glob === '*' ? '' : `, by the pattern ${glob}`}`;
  const below = own.length === files.length && !cut ? [] : [`${sayFiles(files, cut)}, with those in its subfolders`];
  return { text: [here, ...below].join('\n'), count: own.length, bytes: bytesOf(files), left };
};

/** `files.measure`: `count` is of the files right in the folder, `bytes` of all below it. Hidden folders and installed packages are not counted. */
export const measure = (places: Places): Performer =>
  filePerformer(places, {
    skill: 'files.measure',
    args: z.object({ path: z.string(), glob: z.string().optional() }),
    receipt: z.null(),
    async perform({ path, glob = '*' }, { signal }) {
      const place = places.content(path);
      const found = await stat(place);
      if (found.isFile()) {
        const outputs = await measureFile(place, found.size);
        return { outputs, receipt: null, evidence: [counted(outputs.text)] };
      }
      const { left, ...outputs } = await measureFolder(place, glob, places, signal);
      return { outputs, receipt: null, evidence: [counted(outputs.text), ...leftOutOf('of the count', left)] };
    },
    undo: async () => undone('Nothing was changed.'),
  });

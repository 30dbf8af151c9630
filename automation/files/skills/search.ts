import { open, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Evidence, Performer } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { plural } from '../../text-version.ts';
import { filePerformer, undone } from '../file-performer.ts';
import { leftOutOf, nothingLeftOut } from '../left-out.ts';
import type { Places } from '../places.ts';
import { readDocument } from '../read/document.ts';
import { listSome, type Listing } from '../read/listing.ts';
import { NotText } from '../read/text.ts';

/** What is looked through at most: files, bytes of one and of all. */
const MOST_FILES = 5000;
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_BYTES_IN_ALL = 512 * 1024 * 1024;
/** What is told at most: lines in all, and of one file, so that one long log does not hide the others. */
const MOST_LINES = 200;
const MOST_LINES_OF_ONE = 5;
/** How many characters of a line are told, and how many of them are before what was looked for. */
const SHOWN = 160;
const BEFORE = 60;

const HEAD = 4096;
/** What documents that can be read begin with: a zip archive, or a PDF. */
const DOCUMENT = /^PK\u0003\u0004|%PDF-/u;

/** Whether its first bytes are no text and no document that can be read. */
const isBinary = async (path: string): Promise<boolean> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    const head = buffer.toString('latin1', 0, bytesRead);
    return head.includes('\0') && !DOCUMENT.test(head);
  } finally {
    await file.close();
  }
};

/** The stretch of a line around a place in it. */
const around = (line: string, at: number): string => {
  const from = line.length <= SHOWN ? 0 : Math.max(0, at - BEFORE);
  const cut = line.slice(from, from + SHOWN).trim();
  return `${from > 0 ? '…' : ''}${cut}${from + SHOWN < line.length ? '…' : ''}`;
};

interface Hit {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Where a text holds another one, line by line, without regard to case. */
export const linesWith = (text: string, wanted: string): readonly Hit[] => {
  const needle = wanted.toLowerCase().replace(/\r\n?/gu, '\n');
  const many = needle.split('\n').length;
  const lines = text.split(/\r\n?|\n/u);
  return lines.flatMap((line, i) => {
    const at = (many === 1 ? line : lines.slice(i, i + many).join('\n')).toLowerCase().indexOf(needle);
    return at < 0 || at > line.length ? [] : [{ line: i + 1, text: around(line, at) }];
  });
};

const said = (say: string): Evidence => ({ path: 'filesystem', say, holds: true });

/** The files to look through: the one at the path, or those of the folder and its subfolders, hidden ones left out. */
const filesAt = async (path: string, glob: string, places: Places, signal: AbortSignal): Promise<Listing> => {
  const real = places.content(path);
  const found = await stat(real);
  if (found.isDirectory()) {
    const listing = await listSome(path, { glob, recursive: true }, places, { signal }, MOST_FILES);
    return { ...listing, files: listing.files.filter(({ name }) => !name.startsWith('.')) };
  }
  return {
    files: [{ path, name: path, size: found.size, changed: 0 }],
    cut: false,
    left: nothingLeftOut(),
    folders: 0,
  };
};

/** What cannot be read as text is no hit, whatever it is; nor is what went away meanwhile. */
const textOf = async (path: string, signal: AbortSignal): Promise<string | null> => {
  try {
    return (await isBinary(path)) ? '' : await readDocument(path, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof NotText) return '';
    return null;
  }
};

/** `files.search`: in UTF-8 text of up to 8 MiB and documents of up to 16 MiB; where not all was looked through or told, that is said. */
export const search = (places: Places): Performer =>
  filePerformer(places, {
    skill: 'files.search',
    args: z.object({ within: z.string(), text: z.string(), glob: z.string().optional() }),
    receipt: z.null(),
    undo: async () => undone('Nothing was changed.'),
    async perform({ within: path, text, glob = '*' }, { signal }) {
      const { files, cut, left } = await filesAt(path, glob, places, signal);
      const found: string[] = [];
      let [looked, bytes, unread, more] = [0, 0, 0, 0];
      for (const file of files) {
        if (signal.aborted) throw new SonnyError('CANCELLED');
        if (found.length >= MOST_LINES || bytes + Math.min(file.size, MOST_BYTES) > MOST_BYTES_IN_ALL) break;
        looked += 1;
        const held = file.size > MOST_BYTES ? null : await textOf(places.content(file.path), signal);
        bytes += file.size > MOST_BYTES ? 0 : file.size;
        if (held === null) unread += 1;
        const hits = held === null ? [] : linesWith(held, text);
        const told = hits.slice(0, Math.min(MOST_LINES_OF_ONE, MOST_LINES - found.length));
        more += hits.length - told.length;
        found.push(...told.map((hit) => `${file.path}, line ${hit.line}: ${hit.text}`));
      }
      const evidence = [
        said(`${found.length === 0 ? 'no line' : plural(found.length, 'line')} found in ${plural(looked, 'file')}`),
        ...(cut || looked < files.length
          ? [said(`cut off after ${plural(looked, 'file')}: there are more in ${path} than were looked through`)]
          : []),
        ...(more > 0
          ? [said(`${plural(more, 'more line')} of these files with it ${more === 1 ? 'is' : 'are'} not told`)]
          : []),
        ...(unread > 0 ? [said(`${plural(unread, 'file')} could not be read, being too big, closed or damaged`)] : []),
        ...leftOutOf('of the search', left),
      ];
      return { outputs: { found }, receipt: null, evidence };
    },
  });

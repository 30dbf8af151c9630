import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Json, Observer, Query } from '../../shared/ports/observer.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { sha256Of, hashOf } from './digest.ts';
import { fileError } from './file-error.ts';
import { createPlaces, type Places, type Roots } from './places.ts';
import { readDocument } from './read/document.ts';
import { imageSize } from './read/image-size.ts';
import { listFiles } from './read/listing.ts';
import { openFile, readText } from './read/text.ts';
import { readDirectory } from './zip/directory.ts';

type Value = { readonly [field: string]: Json };
type Reader<K extends Query['kind']> = (query: Extract<Query, { kind: K }>, progress: Progress) => Promise<Value>;
type FileKind = 'places' | 'file' | 'things' | 'file.text' | 'files' | 'document.text' | 'archive' | 'image';

/** Files up to this many bytes are told by their hash. */
const MOST_HASHED = 64 * 1024 * 1024;

const describe = async (path: string, signal: AbortSignal): Promise<Value> => {
  const found = await stat(path);
  if (found.isDirectory()) return { exists: true, type: 'folder', size: 0, entries: (await readdir(path)).length };
  if (!found.isFile()) return { exists: true, type: 'other', size: 0 };
  const hash = found.size <= MOST_HASHED ? { sha256: await sha256Of(path, signal) } : {};
  return { exists: true, type: 'file', size: found.size, ...hash };
};

/** The thing at a path itself, where what it leads to is closed. */
const itself = (places: Places, path: string): string => {
  const folder = places.look(dirname(path));
  // In a folder that is closed but may be looked into, such as the trash, nothing counts as an entry.
  return places.allows(folder) ? places.entry(path) : join(folder, basename(path));
};

/** A link that can't be followed, to nothing or out of the open places, is told by where it leads: that is all there is of it. */
const describeLink = async (places: Places, path: string): Promise<Value | null> => {
  try {
    const link = itself(places, path);
    if (!(await lstat(link)).isSymbolicLink()) return null;
    return { exists: true, type: 'link', size: 0, sha256: hashOf(await readlink(link)) };
  } catch {
    return null;
  }
};

/** Which thing is at a path, and how it is. Its number alone may be given to the next one, or, on some disks, be another after a while. */
const thingAt = async (places: Places, path: string): Promise<[string, string] | null> => {
  try {
    const found = await lstat(itself(places, path), { bigint: true });
    const type = found.isDirectory() ? 'folder' : found.isFile() ? 'file' : found.isSymbolicLink() ? 'link' : 'other';
    const { ino, birthtimeNs: born, size, mtimeNs: changed } = found;
    return [`${type} ${ino} ${born}`, `${type} ${born} ${size} ${changed}`];
  } catch {
    return null;
  }
};

const describeFile = async (places: Places, path: string, signal: AbortSignal): Promise<Value> => {
  let real: string;
  try {
    real = places.look(path);
  } catch (error) {
    const link = await describeLink(places, path);
    if (link) return link;
    throw error;
  }
  return { ...(await describe(real, signal)), ...(real === path ? {} : { real }) };
};

const entriesOf = async (path: string): Promise<Value> => {
  const file = await openFile(path);
  try {
    const entries = await readDirectory(file);
    return { exists: true, entries: entries.map(({ name, size, crc32 }) => ({ name, size, crc32 })) };
  } finally {
    await file.close();
  }
};

const sizeOf = async (path: string): Promise<Value> => {
  const size = await imageSize(path);
  if (!size) throw new SonnyError('UNSUPPORTED', `${path} is neither a PNG nor a JPEG picture.`);
  return { exists: true, ...size };
};

const readers = (places: Places): { readonly [K in FileKind]: Reader<K> } => ({
  places: async (query) => {
    const closed = (['entry', 'content', 'look'] as const).flatMap((as) =>
      query[as].flatMap((path) => places.closed(path, as) ?? []),
    );
    return { closed: closed.map((one) => ({ ...one })) };
  },
  file: ({ path }, { signal }) => describeFile(places, path, signal),
  things: async ({ paths }) => ({ things: await Promise.all(paths.map((path) => thingAt(places, path))) }),
  'file.text': async ({ path }) => ({ exists: true, text: await readText(places.content(path)) }),
  files: async ({ folder, glob, recursive, folders = false }, progress) => {
    const { files, left, folders: passed } = await listFiles(folder, { glob, recursive, folders }, places, progress);
    return {
      exists: true,
      files: files.map((file) => ({ ...file })),
      ...Object.fromEntries(Object.entries({ ...left, passed }).filter(([, count]) => count > 0)),
    };
  },
  'document.text': async ({ path }, { signal }) => ({
    exists: true,
    text: await readDocument(places.content(path), signal),
  }),
  archive: async ({ path }) => entriesOf(places.content(path)),
  image: async ({ path }) => sizeOf(places.look(path)),
});

/** Looks at files on the disk, whatever put them there. Closed places and what cannot be read are a value of null. */
export const createFileObserver = ({ roots }: { readonly roots: Roots }): Observer => {
  const byKind = readers(createPlaces(roots));
  const kinds = Object.keys(byKind) as FileKind[];
  const isFileQuery = (query: Query): query is Extract<Query, { kind: FileKind }> => query.kind in byKind;
  return {
    kinds,
    async observe(query, progress) {
      const seen = { query, path: 'filesystem' } as const;
      if (progress.signal.aborted) throw new SonnyError('CANCELLED');
      if (!isFileQuery(query)) return { ...seen, value: null, trouble: `Files cannot answer ${query.kind}.` };
      try {
        const read = byKind[query.kind] as (query: Query, progress: Progress) => Promise<Value>;
        return { ...seen, value: await read(query, progress) };
      } catch (error) {
        if (progress.signal.aborted) throw new SonnyError('CANCELLED', undefined, { cause: error });
        const { code, message } = fileError(error);
        return code === 'FILE_NOT_FOUND'
          ? { ...seen, value: { exists: false } }
          : { ...seen, value: null, trouble: message };
      }
    },
  };
};

import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import { openFile } from '../read/text.ts';
import { readDirectory } from './directory.ts';

/** Something on the disk and the name that it has in an archive, with `/`; a folder's ends with one. */
export interface Named {
  readonly name: string;
  readonly path: string;
}

const FOLDER = 'folder';

/** An archive need not name the folders that its files are in. */
const withFolders = (contents: Map<string, string>): Map<string, string> => {
  for (const name of [...contents.keys()]) {
    for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) contents.set(name.slice(0, at), FOLDER);
  }
  return contents;
};

const isFolder = (name: string): boolean => /[/\\]$/.test(name);
const plain = (name: string): string => name.replaceAll('\\', '/').replace(/\/$/, '');

const inArchive = async (path: string): Promise<Map<string, string>> => {
  const file = await openFile(path);
  try {
    const entries = await readDirectory(file);
    return withFolders(
      new Map(entries.map(({ name, size, crc32: sum }) => [plain(name), isFolder(name) ? FOLDER : `${size} ${sum}`])),
    );
  } finally {
    await file.close();
  }
};

const onDisk = async (things: readonly Named[], signal: AbortSignal): Promise<Map<string, string>> => {
  const contents = new Map<string, string>();
  for (const { name, path } of things) {
    let [size, sum] = [0, 0];
    if (!isFolder(name)) {
      for await (const part of createReadStream(path, { signal })) {
        size += (part as Buffer).length;
        sum = crc32(part as Buffer, sum);
      }
    }
    contents.set(plain(name), isFolder(name) ? FOLDER : `${size} ${sum}`);
  }
  return withFolders(contents);
};

/** Whether an archive holds just these things: the same names, sizes and checksums. */
export const sameContents = async (
  archive: string,
  things: readonly Named[],
  signal: AbortSignal,
): Promise<boolean> => {
  const [packed, there] = [await inArchive(archive), await onDisk(things, signal)];
  return packed.size === there.size && [...packed].every(([name, what]) => there.get(name) === what);
};

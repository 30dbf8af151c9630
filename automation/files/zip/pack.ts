import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { Progress } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Checkpoint } from '../checkpoint.ts';

/** What goes into an archive, and under which name (with `/`; a folder's ends with one). */
export interface Packed {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly mode: number;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}

/** What the plain format can hold. */
const MOST_BYTES = 0xffffffff;
const MOST_ENTRIES = 0xfffe;
const PART = 256 * 1024;
const UNIX = 3;
/** Times in archives are from 1980 to 2099. */
const EARLIEST = Date.UTC(1980, 0, 2);
const LATEST = Date.UTC(2099, 0, 1);

const checkSize = (entries: readonly Packed[]): void => {
  const bytes = entries.reduce((sum, { size, name }) => sum + size + 2 * Buffer.byteLength(name) + 128, 0);
  if (bytes > MOST_BYTES || entries.length > MOST_ENTRIES) {
    throw new SonnyError(
      'FILE_TOO_BIG',
      `${entries.length} entries with ${bytes} bytes do not fit into a zip archive.`,
    );
  }
};

/** Writes an archive into an open file, a part of a file at a time, so that memory stays small whatever is packed. */
export const pack = async (
  entries: readonly Packed[],
  archive: FileHandle,
  progress: Progress,
  checkpoint: Checkpoint,
): Promise<void> => {
  checkSize(entries);
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    ready.push(part);
  });
  const flush = async (): Promise<void> => {
    for (const part of ready.splice(0)) await archive.writeFile(part);
  };
  for (const entry of entries) {
    const isFolder = entry.name.endsWith('/');
    const packed = isFolder ? new ZipPassThrough(entry.name) : new ZipDeflate(entry.name, { level: 6 });
    packed.os = UNIX;
    packed.attrs = (entry.mode << 16) >>> 0;
    packed.mtime = Math.min(Math.max(entry.changedAt, EARLIEST), LATEST);
    zip.add(packed);
    if (!isFolder) {
      for await (const part of createReadStream(entry.path, { highWaterMark: PART })) {
        checkpoint(progress);
        packed.push(part as Buffer);
        await flush();
      }
    }
    packed.push(new Uint8Array(0), true);
  }
  zip.end();
  await flush();
};

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KeptBytes, KeptStore } from '../../shared/ports/kept-bytes.ts';
import type { SnapshotId, Snapshots } from '../../shared/ports/snapshots.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { sha256Of } from './digest.ts';
import { fileError, systemCode } from './file-error.ts';
import { freeBeside } from './free-name.ts';
import { putFile } from './put-file.ts';
import { NOTHING, versionAt } from './versions.ts';
import { sweepOwnFolder } from './work-folder.ts';

export interface SnapshotOptions {
  /** In the profile; made when it is missing, readable by its owner only. */
  readonly folder: string;
  /** A file with more bytes than this is not kept. */
  readonly maxBytes: number;
  /** Nothing more is kept once all together would be more bytes than this. */
  readonly mostBytes?: () => number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A snapshot's id says everything but the bytes: their hash, which names the kept file, and the permissions. */
const toId = (sha256: string, mode: number): SnapshotId => `${sha256}.${mode.toString(8)}`;
const fromId = (id: SnapshotId): { sha256: string; mode: number } => {
  const [, sha256, mode] = /^([0-9a-f]{64})\.([0-7]{1,4})$/.exec(id) ?? [];
  if (sha256 === undefined || mode === undefined)
    throw new SonnyError('FILE_NOT_FOUND', `No snapshot is called ${id}.`);
  return { sha256, mode: parseInt(mode, 8) };
};

const sha256OfBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const missingIsNull = (error: unknown): null => {
  if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null;
  throw fileError(error);
};

const hash = async (path: string): Promise<string | null> => {
  const found = await stat(path).catch(missingIsNull);
  return found?.isFile() ? sha256Of(path).catch(missingIsNull) : null;
};

/**
 * Keeps bytes by their hash, so that the same bytes are kept once. What was kept is never changed. One Sonny has the folder at a time: what a
 * killed one left half-made is removed first.
 */
export const createSnapshots = ({
  folder,
  maxBytes,
  mostBytes = () => Infinity,
  now = Date.now,
}: SnapshotOptions): Snapshots & KeptStore => {
  const kept = (sha256: string): string => join(folder, sha256);
  sweepOwnFolder(folder);

  const list = async (): Promise<KeptBytes[]> => {
    const names = (await readdir(folder).catch(missingIsNull)) ?? [];
    const all: KeptBytes[] = [];
    for (const sha256 of names.filter((name) => /^[0-9a-f]{64}$/.test(name))) {
      const found = await stat(kept(sha256)).catch(missingIsNull);
      if (found) all.push({ sha256, bytes: found.size, at: found.mtimeMs });
    }
    return all;
  };
  /** Of all that is kept: looked up once, then counted. */
  let total: Promise<number> | null = null;
  const totalNow = (): Promise<number> =>
    (total ??= list().then((all) => all.reduce((sum, { bytes }) => sum + bytes, 0)));

  const keepBytes = async (path: string): Promise<SnapshotId> => {
    const found = await stat(path);
    if (!found.isFile()) throw new SonnyError('FILE_DENIED', `${path} is not a file.`);
    const { size, mode } = found;
    if (size > maxBytes)
      throw new SonnyError('FILE_TOO_BIG', `${path} has ${size} bytes; up to ${maxBytes} are kept for undo.`);
    const bytes = await readFile(path);
    const sha256 = sha256OfBytes(bytes);
    // Looked at, not believed: a damaged copy would be no help later.
    const isKept = (await hash(kept(sha256))) === sha256;
    if (!isKept) {
      const together = (await totalNow()) + size;
      if (together > mostBytes())
        throw new SonnyError(
          'STORE_FULL',
          `What is kept for undo would be ${together} bytes; Settings say how much it may be.`,
        );
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await putFile(kept(sha256), bytes, 0o600, true);
      total = Promise.resolve(together);
    }
    // Kept again, it is kept anew for its days.
    await utimes(kept(sha256), now() / 1000, now() / 1000);
    return toId(sha256, mode & 0o7777);
  };

  const bytesOf = async (path: string, sha256: string): Promise<Buffer> => {
    const bytes = await readFile(kept(sha256)).catch(missingIsNull);
    if (!bytes || sha256OfBytes(bytes) !== sha256) {
      throw new SonnyError(
        'FILE_NOT_FOUND',
        `What was kept of ${path} is ${bytes ? 'damaged' : 'gone'}; the file was left as it is.`,
      );
    }
    return bytes;
  };

  const restoreBytes = async (path: string, id: SnapshotId): Promise<void> => {
    const { sha256, mode } = fromId(id);
    const bytes = await bytesOf(path, sha256);
    const isThere = (await stat(path).catch(missingIsNull)) !== null;
    await putFile(isThere ? await realpath(path) : path, bytes, mode, isThere);
  };

  return {
    list,
    async drop(sha256) {
      try {
        await unlink(kept(sha256));
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw fileError(error);
      }
      total = null;
    },
    hash,
    keep: (path) => keepBytes(path).catch(missingIsNull),
    async restore(path, id, expectedSha256) {
      const now = await hash(path);
      if (now === (id === null ? null : fromId(id).sha256)) return 'undone';
      if (now !== expectedSha256) return 'kept';
      try {
        await (id === null ? unlink(path) : restoreBytes(path, id));
        return 'undone';
      } catch (error) {
        throw fileError(error);
      }
    },
    async version(id) {
      if (id === null) return NOTHING;
      const version = await versionAt(kept(fromId(id).sha256));
      // When it was kept is not when it was changed.
      const { at: _, ...lasting } = version;
      return version === NOTHING ? { say: 'no longer kept' } : { ...lasting, sha256: fromId(id).sha256 };
    },
    versionAt,
    async putBeside(path, id) {
      try {
        const { sha256, mode } = fromId(id);
        await putFile(path, await bytesOf(path, sha256), mode, false);
      } catch (error) {
        throw fileError(error);
      }
    },
    besideOf: async (path) => join(dirname(path), await freeBeside(path)),
  };
};

import { createHash } from 'node:crypto';
import { open, readdir, readFile, realpath, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KeptBytes, KeptStore } from '../../shared/ports/kept-bytes.ts';
import type { SnapshotId, Snapshots } from '../../shared/ports/snapshots.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { sha256Of } from './digest.ts';
import { fileError, systemCode } from './file-error.ts';
import { freeBeside } from './free-name.ts';
import { createKeptStandings } from './kept-standing.ts';
import { putFile, stand, standingOf, type Standing } from './put-file.ts';
import { NOTHING, versionAt } from './versions.ts';
import { madeAt, whose } from './whose.ts';
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
  /** Puts a file into the trash. */
  readonly discard: (path: string) => Promise<unknown>;
}

/** A snapshot's id: the bytes' hash, which names the kept file, and the permissions. How old the file was lies beside. */
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
  discard,
}: SnapshotOptions): Snapshots & KeptStore => {
  const kept = (sha256: string): string => join(folder, sha256);
  const standings = createKeptStandings(folder);
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
    const { size } = found;
    if (size > maxBytes)
      throw new SonnyError('FILE_TOO_BIG', `${path} has ${size} bytes; up to ${maxBytes} are kept for undo.`);
    const bytes = await readFile(path);
    const sha256 = sha256OfBytes(bytes);
    // Looked at, not believed: a damaged copy would be no help later.
    const isKept = (await hash(kept(sha256))) === sha256;
    const together = isKept ? null : (await totalNow()) + size;
    if (together !== null && together > mostBytes())
      throw new SonnyError(
        'STORE_FULL',
        `What is kept for undo would be ${together} bytes; Settings say how much it may be.`,
      );
    const { mode, owner } = standingOf(found);
    const times = { changed: found.mtimeMs / 1000, read: found.atimeMs / 1000 };
    await standings.keep(sha256, path, { times, owner });
    if (together !== null) {
      await putFile(kept(sha256), bytes, { mode: 0o600 }, true).catch(async (error: unknown) => {
        await standings.drop(sha256);
        throw error;
      });
      total = Promise.resolve(together);
    }
    // Kept again, it is kept anew for its days.
    await utimes(kept(sha256), now() / 1000, now() / 1000);
    return toId(sha256, mode);
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

  const standingWas = async (path: string, id: SnapshotId): Promise<Standing> => {
    const { sha256, mode } = fromId(id);
    return { mode, ...(await standings.of(sha256, path)) };
  };

  const restoreBytes = async (path: string, id: SnapshotId): Promise<void> => {
    const bytes = await bytesOf(path, fromId(id).sha256);
    const isThere = (await stat(path).catch(missingIsNull)) !== null;
    await putFile(isThere ? await realpath(path) : path, bytes, await standingWas(path, id), isThere);
  };

  /** What was left there has the very bytes that were there before, so only its age tells. */
  const restoreStanding = async (path: string, id: SnapshotId): Promise<void> => {
    const file = await open(path, 'r');
    try {
      await stand(file, await standingWas(path, id));
    } finally {
      await file.close();
    }
  };

  const remove = async (path: string, forGood: boolean): Promise<'undone' | 'trashed'> => {
    if (forGood) await unlink(path);
    else await discard(path);
    return forGood ? 'undone' : 'trashed';
  };

  return {
    list,
    async drop(sha256) {
      try {
        await standings.drop(sha256);
        await unlink(kept(sha256));
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw fileError(error);
      }
      total = null;
    },
    hash,
    keep: (path) => keepBytes(path).catch(missingIsNull),
    made: madeAt,
    async restore(path, id, expectedSha256, made) {
      const now = await hash(path);
      const isBack = now === (id === null ? null : fromId(id).sha256);
      if (now !== null && made && (await realpath(path)) !== made.place) return 'kept';
      if (now !== expectedSha256) return isBack ? 'undone' : 'kept';
      const its = now === null || !made ? 'maybe' : await whose(made.place, made);
      if (its === 'other') return isBack ? 'undone' : 'kept';
      try {
        if (id === null) return isBack ? 'undone' : await remove(path, its === 'own');
        await (isBack ? restoreStanding(path, id) : restoreBytes(path, id));
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
    async putBeside(path, id, of) {
      try {
        await putFile(path, await bytesOf(path, fromId(id).sha256), await standingWas(of, id), false);
      } catch (error) {
        throw fileError(error);
      }
    },
    besideOf: async (path) => join(dirname(path), await freeBeside(path)),
  };
};

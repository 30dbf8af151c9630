import { createHash } from 'node:crypto';
import type { Version } from '../../shared/protocol/conflict.ts';
import type { Snapshots } from '../../shared/ports/snapshots.ts';

/** Snapshots of files in memory; an id is the kept text itself. */
export const memorySnapshots = (files: Map<string, string>): Snapshots => {
  const hash = async (path: string): Promise<string | null> => {
    const text = files.get(path);
    return text === undefined ? null : createHash('sha256').update(text).digest('hex');
  };
  const versionOf = (text: string | null): Version =>
    text === null
      ? { say: 'nothing was there' }
      : { say: `${text.length} characters`, text, sha256: createHash('sha256').update(text).digest('hex') };
  return {
    hash,
    version: async (id) => versionOf(id),
    made: async (path) => (files.has(path) ? { place: path, stamp: null } : null),
    versionAt: async (path) => versionOf(files.get(path) ?? null),
    putBeside: async (path, id) => void files.set(path, id),
    besideOf: async (path) => path.replace(/(\.[^.]*)?$/, ' (before Sonny)$1'),
    keep: async (path) => files.get(path) ?? null,
    async restore(path, id, expectedSha256) {
      if ((files.get(path) ?? null) === id) return 'undone';
      if ((await hash(path)) !== expectedSha256) return 'kept';
      if (id === null) files.delete(path);
      else files.set(path, id);
      return 'undone';
    },
  };
};

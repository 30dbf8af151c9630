import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Streams } from '../../shared/ports/streams.ts';
import { storeError } from './store-error.ts';

/** What was added for good: how far each source was read, and how many bytes of each stream came of that. */
const Kept = z.object({ offsets: z.record(z.string(), z.number()), bytes: z.record(z.string(), z.number()) });
type Kept = z.infer<typeof Kept>;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const read = (path: string): Kept => {
  try {
    return Kept.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { offsets: {}, bytes: {} };
  }
};

/**
 * Streams as `<name>.jsonl` in the folder `streams` of the profile. Lines are written first and the offset after them, so that
 * bytes beyond what was kept are lines that a process died over: they are cut off and come again.
 */
export const openStreams = (profile: string): Streams => {
  const folder = join(profile, 'streams');
  const keptPath = join(folder, 'kept.json');
  const fileOf = (stream: string): string => join(folder, `${stream}.jsonl`);
  let kept: Kept | null = null;

  const open = (): Kept => {
    if (kept) return kept;
    kept = read(keptPath);
    return kept;
  };
  const keep = (next: Kept): void => {
    writeFileSync(`${keptPath}.next`, JSON.stringify(next), { mode: 0o600 });
    renameSync(`${keptPath}.next`, keptPath);
    kept = next;
  };
  const write = (path: string, bytes: number, lines: readonly string[]): number => {
    if (sizeOf(path) > bytes) truncateSync(path, bytes);
    appendFileSync(path, lines.join(''), { mode: 0o600 });
    return sizeOf(path);
  };

  return {
    offset: (source) => open().offsets[source] ?? 0,
    forget(runId) {
      const before = open();
      const bytes = { ...before.bytes };
      const of = (line: string): unknown => {
        try {
          return Object(JSON.parse(line)).runId;
        } catch {
          return null;
        }
      };
      try {
        for (const [stream, size] of Object.entries(before.bytes)) {
          const path = fileOf(stream);
          if (sizeOf(path) === 0) continue;
          const lines = readFileSync(path)
            .subarray(0, size)
            .toString('utf8')
            .split('\n')
            .filter((line) => line !== '');
          const left = lines.filter((line) => of(line) !== runId).map((line) => `${line}\n`);
          if (left.length === lines.length) continue;
          writeFileSync(`${path}.next`, left.join(''), { mode: 0o600 });
          renameSync(`${path}.next`, path);
          bytes[stream] = sizeOf(path);
        }
        keep({ offsets: before.offsets, bytes });
      } catch (error) {
        throw storeError(error, folder);
      }
    },
    append(source, offset, entries) {
      const before = open();
      const bytes = { ...before.bytes };
      const lines = Map.groupBy(entries, ({ stream }) => stream);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        for (const [stream, added] of lines) {
          const texts = added.map(({ offset: at, line }) => `${JSON.stringify({ source, offset: at, ...line })}\n`);
          bytes[stream] = write(fileOf(stream), before.bytes[stream] ?? 0, texts);
        }
        keep({ offsets: { ...before.offsets, [source]: offset }, bytes });
      } catch (error) {
        throw storeError(error, folder);
      }
    },
  };
};

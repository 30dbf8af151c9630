import { hash } from 'node:crypto';
import type { JournalEvent } from '../../shared/protocol/events.ts';

/** JSON with the fields of every object in one fixed order, so that equal events have equal text. */
export const canonical = (value: unknown): string => textOf(value) ?? 'null';

/** undefined where JSON has no text for it, as for a field that is not there. */
const textOf = (value: unknown): string | undefined => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields: string[] = [];
  const object = value as Record<string, unknown>;
  for (const name of Object.keys(object).sort()) {
    const text = textOf(object[name]);
    if (text !== undefined) fields.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${fields.join(',')}}`;
};

/** A row as it is kept. `version` is the journal format's when it was written. */
export interface Linked {
  readonly seq: number;
  readonly version: number;
  readonly event: string;
  readonly hash: string;
}

/**
 * A row's hash: SHA-256 (hex) over the hash before it and the row's canonical JSON. From format 2 on the version is hashed
 * too, so that nobody can have a row read as one of another version.
 */
export const link = (before: string, { version, event }: Pick<Linked, 'version' | 'event'>): string =>
  hash('sha256', before + (version === 1 ? '' : `${version}\n`) + event, 'hex');

/** What the first row follows. */
export const BEFORE_FIRST: Linked = { seq: 0, version: 0, event: '', hash: '0'.repeat(64) };

/** A row together with the event it was made of. */
export interface Appended extends Linked {
  readonly source: JournalEvent;
}

/** The rows that events make when they are appended after the row `last`. */
export const linkAfter = (
  last: Pick<Linked, 'seq' | 'hash'>,
  events: readonly JournalEvent[],
  version: number,
): Appended[] => {
  let { seq, hash: before } = last;
  return events.map((source) => {
    const event = canonical(source);
    before = link(before, { version, event });
    return { seq: ++seq, version, event, hash: before, source };
  });
};

/** Walks a chain from its first row; `firstBad` is the first row that does not follow from the one before, or null. */
export const checkChain = (rows: Iterable<Linked>): { firstBad: number | null; rows: number; last: Linked } => {
  let last = BEFORE_FIRST;
  let count = 0;
  let firstBad: number | null = null;
  for (const row of rows) {
    count++;
    if (row.seq !== count || link(last.hash, row) !== row.hash) firstBad ??= row.seq;
    last = row;
  }
  return { firstBad, rows: count, last };
};

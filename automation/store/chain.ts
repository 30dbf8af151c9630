import { hash } from 'node:crypto';
import type { JournalEvent } from '../../shared/protocol/events.ts';
import { Forgettings, sumOf } from './forgotten.ts';

/** JSON with the fields of every object in one fixed order, so that equal events have equal text. */
export const canonical = (value: unknown): string => textOf(value) ?? 'null';

/** Names with their quotes and colon. Those of rows are few; those that come in arguments must not grow without end. */
const NAMED = new Map<string, string>();
const MOST_NAMES = 2000;
const named = (name: string): string => {
  const known = NAMED.get(name);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(name)}:`;
  if (NAMED.size < MOST_NAMES) NAMED.set(name, text);
  return text;
};

const isSorted = (names: readonly string[]): boolean => {
  for (let i = 1; i < names.length; i++) if (!((names[i - 1] ?? '') < (names[i] ?? ''))) return false;
  return true;
};

/** undefined where JSON has no text for it, as for a field that is not there. */
const textOf = (value: unknown): string | undefined => {
  if (value === null || typeof value === 'boolean') return `${value}`;
  // A call of JSON's own takes longer than to write a number.
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const one of value) text += `${text === '' ? '' : ','}${canonical(one)}`;
    return `[${text}]`;
  }
  const object = value as Record<string, unknown>;
  const names = Object.keys(object);
  for (const name of isSorted(names) ? names : names.sort()) {
    const field = textOf(object[name]);
    if (field !== undefined) text += `${text === '' ? '' : ','}${named(name)}${field}`;
  }
  return `{${text}}`;
};

/** A row as it is kept. `version` is the journal format's when it was written. */
export interface Linked {
  readonly seq: number;
  readonly version: number;
  readonly event: string;
  readonly hash: string;
}

/** From this version of the format on a row is linked by its text's sum, so that its text can be forgotten and the chain still holds. */
export const FORGETTABLE_FROM = 3;

/**
 * A row's hash: SHA-256 (hex) over the hash before it and the row's canonical JSON, from format 3 on over that text's own sum. From format 2
 * on the version is hashed too, so that nobody can have a row read as one of another version.
 */
export const link = (before: string, { version, event }: Pick<Linked, 'version' | 'event'>): string =>
  hash(
    'sha256',
    before + (version === 1 ? '' : `${version}\n`) + (version < FORGETTABLE_FROM ? event : sumOf(event)),
    'hex',
  );

/** What the first row follows. */
export const BEFORE_FIRST: Linked = { seq: 0, version: 0, event: '', hash: '0'.repeat(64) };

/** Of rows in order those whose hash follows from the row before. One after a gap cannot be proved and is left out; those after it can. */
export const following = (rows: readonly Linked[]): Linked[] =>
  rows.filter((row, i) => {
    const before = rows[i - 1] ?? BEFORE_FIRST;
    return before.seq === row.seq - 1 && link(before.hash, row) === row.hash;
  });

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

/**
 * Walks a chain from its first row, or from the one that follows `after`; `firstBad` is the first row that does not follow from the one before, or whose text is gone without
 * anybody having asked for that, or null. `forgettings` is told of each row.
 */
export const checkChain = (
  rows: Iterable<Linked>,
  forgettings = new Forgettings(),
  after: Linked = BEFORE_FIRST,
): { firstBad: number | null; rows: number; last: Linked } => {
  let last = after;
  let count = after.seq;
  let firstBad: number | null = null;
  for (const row of rows) {
    count++;
    forgettings.take(row);
    if (row.seq !== count || link(last.hash, row) !== row.hash) firstBad ??= row.seq;
    last = row;
  }
  return { firstBad: firstBad ?? forgettings.unasked(), rows: count, last };
};

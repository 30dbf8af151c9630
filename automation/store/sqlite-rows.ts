import { following, type Linked } from './chain.ts';
import { written } from './shorthand.ts';
import { openPages, PAGE_SIZES, type Pages } from './sqlite-pages.ts';

/** From SQLite's published file format: https://www.sqlite.org/fileformat2.html */
const TABLE_LEAF = 0x0d;
const FIRST_PAGE_HEADER = 100;
const LEAF_HEADER = 8;

/** Longer than any event; a damaged length must not ask for all memory. */
const MOST_PAYLOAD = 64 * 1024 * 1024;

/** A big-endian number of 7 bits per byte, and where it ends. Beyond 2^53 it is damage. */
const varint = (bytes: Buffer, at: number): { value: number; end: number } => {
  let value = 0;
  for (let i = at; i < at + 8; i++) {
    const byte = bytes.readUInt8(i);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: i + 1 };
  }
  throw new RangeError('not a length');
};

/** How much of a row lies on its leaf's page itself. */
const localBytes = (payload: number, pageBytes: number): number => {
  const most = pageBytes - 35;
  const least = Math.floor(((pageBytes - 12) * 32) / 255) - 23;
  if (payload <= most) return payload;
  const split = least + ((payload - least) % (pageBytes - 4));
  return split <= most ? split : least;
};

/** What of a long row lies on pages of its own, each with the next one's number first. */
const overflow = (pages: Pages, first: number, length: number): Buffer => {
  const parts: Buffer[] = [];
  for (let page = first, left = length; left > 0;) {
    const bytes = pages.read(page);
    if (!bytes) throw new RangeError('the row is cut off');
    parts.push(bytes.subarray(4, 4 + Math.min(left, pages.size - 4)));
    left -= pages.size - 4;
    page = bytes.readUInt32BE(0);
  }
  return Buffer.concat(parts);
};

const blobLength = (serialType: number): number =>
  serialType >= 12 && serialType % 2 === 0 ? (serialType - 12) / 2 : -1;
const textLength = (serialType: number): number =>
  serialType >= 13 && serialType % 2 === 1 ? (serialType - 13) / 2 : -1;

/** Small whole numbers: 0 and 1 have types of their own, the rest of a byte comes with type 1. */
const smallNumber = (serialType: number, bytes: Buffer, at: number): { value: number; end: number } | null => {
  if (serialType === 8 || serialType === 9) return { value: serialType - 8, end: at };
  return serialType === 1 ? { value: bytes.readUInt8(at), end: at + 1 } : null;
};

/**
 * Reads a record that has a journal row's columns: its number (kept as the cell's key), a version, the event's text, a hash.
 * An earlier layout had the text as it is and the hash in hexadecimal.
 */
const rowInRecord = (seq: number, record: Buffer): Linked | null => {
  const header = varint(record, 0);
  const number = varint(record, header.end);
  const version = varint(record, number.end);
  const event = varint(record, version.end);
  const hash = varint(record, event.end);
  const eventLength = Math.max(textLength(event.value), blobLength(event.value));
  const old = textLength(hash.value) === 64;
  if (number.value !== 0 || hash.end !== header.value || eventLength < 0) return null;
  if (!old && blobLength(hash.value) !== 32) return null;
  const at = smallNumber(version.value, record, header.value);
  if (!at) return null;
  const kept = record.subarray(at.end, at.end + eventLength);
  const text = kept.toString('utf8');
  return {
    seq,
    version: at.value,
    event: old ? text : written(textLength(event.value) < 0 ? kept : text),
    hash: record.subarray(at.end + eventLength).toString(old ? 'utf8' : 'hex'),
  };
};

const rowInCell = (pages: Pages, page: Buffer, at: number): Linked | null => {
  const payload = varint(page, at);
  const seq = varint(page, payload.end);
  if (payload.value > MOST_PAYLOAD) return null;
  const local = localBytes(payload.value, pages.size);
  const head = page.subarray(seq.end, seq.end + local);
  if (local === payload.value) return rowInRecord(seq.value, head);
  const rest = overflow(pages, page.readUInt32BE(seq.end + local), payload.value - local);
  return rowInRecord(seq.value, Buffer.concat([head, rest]));
};

/** Every row that can still be made out in the pages, in no order. */
function* rowsInPages(pages: Pages): Generator<Linked> {
  for (let n = 1; n <= pages.count; n++) {
    const page = pages.read(n);
    const start = n === 1 ? FIRST_PAGE_HEADER : 0;
    if (!page || page[start] !== TABLE_LEAF) continue;
    const cells = Math.min(page.readUInt16BE(start + 3), pages.size / 2 - start);
    for (let cell = 0; cell < cells; cell++) {
      try {
        const row = rowInCell(pages, page, page.readUInt16BE(start + LEAF_HEADER + cell * 2));
        if (row) yield row;
      } catch (error) {
        // Damage led out of the page: this cell is lost, its neighbours may be whole.
        if (!(error instanceof RangeError)) throw error;
      }
    }
  }
}

const rowsOfSize = (path: string, size: number): Linked[] => {
  const pages = openPages(path, size);
  try {
    const bySeq = new Map<number, Linked>();
    for (const row of rowsInPages(pages)) bySeq.set(row.seq, row);
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  } finally {
    pages.close();
  }
};

/**
 * Every row that can still be made out in a journal's file and its log, in order; whether it is genuine its hash must say. A damaged header tells no
 * page size: the one that makes out the most rows which follow from each other is the right one. Throws what the file system throws.
 */
export const rowsInFile = (path: string): Linked[] => {
  let [best, most]: [Linked[], number] = [[], -1];
  for (const size of PAGE_SIZES) {
    const rows = rowsOfSize(path, size);
    const sound = following(rows).length;
    if (sound > most) [best, most] = [rows, sound];
  }
  return best;
};

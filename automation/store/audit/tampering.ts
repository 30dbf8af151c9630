import { BEFORE_FIRST, link, type Linked } from '../chain.ts';
import { Forgettings } from '../forgotten.ts';

/** What was done to rows, as far as it can be told from the rows themselves. */
export interface Tampering {
  readonly kind: 'edited' | 'deleted' | 'inserted' | 'reordered';
  /** The first row that is not as it was written, or that is missing. */
  readonly seq: number;
  readonly say: string;
}

const follows = (row: Linked, before: Linked): boolean => link(before.hash, row) === row.hash;

/** A row whose text was taken out as if a person had wanted it forgotten. */
const emptied = (rows: readonly Linked[]): Tampering | null => {
  const forgettings = new Forgettings();
  for (const row of rows) forgettings.take(row);
  const seq = forgettings.unasked();
  return seq === null
    ? null
    : { kind: 'edited', seq, say: `Row ${seq} was emptied, and nobody asked to have it forgotten.` };
};

/**
 * Names the first thing that is wrong with the chain, or null. `anchored` is where the last signed head stood: with it a row
 * that was taken out and whose gap was closed by numbering anew can be told from a row that was changed.
 */
export const findTampering = (
  rows: readonly Linked[],
  anchored: Pick<Linked, 'seq' | 'hash'> | null,
): Tampering | null => {
  const at = rows.findIndex((row, i) => row.seq !== i + 1 || !follows(row, rows[i - 1] ?? BEFORE_FIRST));
  const row = rows[at];
  if (!row) return emptied(rows);
  const before = rows[at - 1] ?? BEFORE_FIRST;
  const expected = at + 1;
  const tampering = (kind: Tampering['kind'], seq: number, say: string): Tampering => ({ kind, seq, say });

  if (follows(row, before)) {
    return tampering('edited', expected, `Row ${expected} has the number ${row.seq}.`);
  }
  if (rows.slice(0, at).some((one) => one.hash === row.hash)) {
    return tampering('inserted', expected, `Row ${expected} was put in: it is a copy of an earlier one.`);
  }
  const earlier = rows.slice(0, Math.max(0, at - 1)).findLastIndex((one) => follows(row, one));
  const followsFirst = at > 0 && follows(row, BEFORE_FIRST);
  if (earlier >= 0 || followsFirst) {
    const first = earlier + 2;
    return tampering('inserted', first, `Row ${first} was put in: row ${expected} follows from the one before it.`);
  }
  const next = rows.findIndex((one, i) => i > at && follows(one, before));
  if (next > at) {
    const copied = rows.some((one, i) => i !== at && one.hash === row.hash);
    const moved = !copied && rows.some((one) => one !== before && follows(row, one));
    return moved
      ? tampering('reordered', expected, `Row ${expected} was moved: row ${next + 1} belongs in its place.`)
      : tampering('inserted', expected, `Row ${expected} was put in: row ${next + 1} belongs in its place.`);
  }
  if (row.seq > expected) {
    const last = row.seq - 1;
    const missing = last === expected ? `Row ${expected} is missing.` : `Rows ${expected} to ${last} are missing.`;
    return tampering('deleted', expected, missing);
  }
  const exchanged = rows.findIndex((one, i) => i !== at && link(before.hash, one) === row.hash);
  if (exchanged >= 0) {
    const say = `Row ${expected} was moved: what it said stands in row ${exchanged + 1}.`;
    return tampering('reordered', expected, say);
  }
  const headAt = anchored ? rows.findIndex((one) => one.hash === anchored.hash) + 1 : 0;
  if (anchored && headAt > 0 && headAt < anchored.seq) {
    const gone = anchored.seq - headAt;
    const say = `${gone} ${gone === 1 ? 'row is' : 'rows are'} missing before row ${expected}, and those after it were numbered anew.`;
    return tampering('deleted', expected, say);
  }
  const which = at === 0 ? 'it' : `it, or row ${at} before it,`;
  return tampering('edited', expected, `Row ${expected} does not follow from row ${at}: ${which} was changed.`);
};

import { createHash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Linked } from './chain.ts';

/** A row's columns as they stand in the file, each text with its length, so that no two lists of rows have one text. */
const AS_TEXT = `seq || ' ' || version || ' ' || CASE typeof(hash) WHEN 'blob' THEN lower(hex(hash)) ELSE 'none' END
  || CASE typeof(event) WHEN 'text' THEN ' text ' || octet_length(event) || ' ' || event
     ELSE ' blob ' || octet_length(event) || ' ' || lower(hex(event)) END || char(10)`;

const textOf = ({ seq, version, hash }: Omit<Linked, 'event'>, kept: string | Uint8Array): string =>
  typeof kept === 'string'
    ? `${seq} ${version} ${hash} text ${Buffer.byteLength(kept)} ${kept}\n`
    : `${seq} ${version} ${hash} blob ${kept.length} ${Buffer.from(kept).toString('hex')}\n`;

/** Rows are put together by SQLite, so many at once: reading them one by one costs more than all the rest. */
const PAGE = 100;

/**
 * One running sum (SHA-256) over rows as the file holds them, from the first on. Unlike the chain it proves nothing by itself; where somebody vouches
 * for it, that these rows are unchanged is found out in a tenth of the time that checking the chain takes.
 */
export class RowsSum {
  readonly #sum = createHash('sha256');
  readonly #read: StatementSync;
  #to = 0;
  #added: string[] = [];

  constructor(db: DatabaseSync) {
    this.#read = db.prepare(
      `SELECT group_concat(it, '') AS it FROM (SELECT ${AS_TEXT} AS it FROM row WHERE seq BETWEEN ? AND ? ORDER BY seq)`,
    );
  }

  /** Takes in the rows of the file up to one. Throws what SQLite throws. */
  readTo(seq: number): void {
    for (let first = this.#to + 1; first <= seq; first += PAGE)
      this.#added.push(String(this.#read.get(first, Math.min(seq, first + PAGE - 1))?.['it'] ?? ''));
    this.#to = Math.max(this.#to, seq);
  }

  /** Takes in the row that follows, as it was just written. */
  add(row: Omit<Linked, 'event'>, kept: string | Uint8Array): void {
    this.#added.push(textOf(row, kept));
    this.#to = row.seq;
  }

  /** In hexadecimal. */
  value(): string {
    this.#sum.update(this.#added.join(''));
    this.#added = [];
    return this.#sum.copy().digest('hex');
  }
}

import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { Json } from '../../../shared/protocol/json.ts';
import type { Redactor } from '../../../shared/ports/redactor.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { BEFORE_FIRST, type Linked } from '../chain.ts';
import { storeError } from '../store-error.ts';
import { parseHead, SignedHead, signHead, type Break } from './head.ts';
import { isSignedBy, type AuditKey } from './key.ts';

const ExportedRow = z.object({ seq: z.number().int(), tag: z.string() });
const Seal = z.object({ head: SignedHead, sha256: z.string(), signature: z.string() });

/** What an export says about the journal it was made of. */
export interface Export {
  readonly head: SignedHead;
  /** For each row from the first, a keyed hash of the row's hash: the hash itself would let anybody try out what was hidden. */
  readonly tags: readonly string[];
  /** Nobody changed the file since it was signed. */
  readonly genuine: boolean;
}

export interface ExportOptions {
  readonly path: string;
  readonly rows: readonly Linked[];
  readonly breaks: readonly Break[];
  readonly key: AuditKey;
  readonly redactor: Redactor;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What the row says; its text where somebody made it no JSON. */
const eventOf = ({ event }: Linked): Json => {
  try {
    return JSON.parse(event) as Json;
  } catch {
    return event;
  }
};

/**
 * Writes every row with its secrets hidden, a line each, and last a line with the signed head and a signature over all lines before it.
 * Never replaces a file: FILE_EXISTS. FILE_DENIED or STORE_FULL when it cannot be written.
 */
export const writeExport = ({ path, rows, breaks, key, redactor, now }: ExportOptions): SignedHead => {
  // A secret that shows itself in a late row is hidden in early ones too.
  for (const row of rows) redactor.study(eventOf(row));
  const digest = createHash('sha256');
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      for (const row of rows) {
        const { seq, version, hash } = row;
        const event = redactor.value(eventOf(row));
        const line = `${JSON.stringify({ seq, version, tag: key.keyedHash(hash), event })}\n`;
        digest.update(line);
        writeSync(file, line);
      }
      const { seq, hash } = rows.at(-1) ?? BEFORE_FIRST;
      const head = signHead({ seq, hash, at: now, closed: false, breaks: [...breaks] }, key);
      const sha256 = digest.digest('hex');
      writeSync(file, `${JSON.stringify({ head, sha256, signature: key.sign(sha256) })}\n`);
      return head;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw new SonnyError('FILE_EXISTS', path);
    throw storeError(error, path);
  }
};

const parseExport = (text: string): Export | null => {
  const end = text.trimEnd();
  const cut = end.lastIndexOf('\n') + 1;
  try {
    const { head, sha256, signature } = Seal.parse(JSON.parse(end.slice(cut)));
    const body = end.slice(0, cut);
    const lines = body === '' ? [] : body.trimEnd().split('\n');
    return {
      head,
      tags: lines.map((line) => ExportedRow.parse(JSON.parse(line)).tag),
      genuine: createHash('sha256').update(body).digest('hex') === sha256 && isSignedBy(head.key, sha256, signature),
    };
  } catch {
    return null;
  }
};

/** A head or an export that was kept outside the profile. FILE_NOT_FOUND or COMMAND_INVALID when the file is neither. */
export const readKept = (path: string): SignedHead | Export => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new SonnyError('FILE_NOT_FOUND', path, { cause: error });
  }
  const kept = parseHead(text) ?? parseExport(text);
  if (!kept) throw new SonnyError('COMMAND_INVALID', `${path} is neither a head nor an export of a journal.`);
  return kept;
};

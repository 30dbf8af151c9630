import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonical } from '../chain.ts';
import { isSignedBy, type AuditKey } from './key.ts';

/** A row of the journal and the hash that stands for it and all before it. */
const Position = z.object({ seq: z.number().int(), hash: z.string() });
export type Position = z.infer<typeof Position>;

/**
 * A moment at which the journal was found not to go on from where its last head said. `cut-off`: rows at its end were
 * missing. `rewritten`: other rows stood in their place. `added`: rows followed that no Sonny wrote. `repaired`: Sonny replaced a damaged file by what was sound in it.
 * `unanchored`: there were rows and no head, or one that nobody signed.
 */
const Break = z.object({
  kind: z.enum(['cut-off', 'rewritten', 'added', 'repaired', 'unanchored']),
  /** Milliseconds since the epoch. */
  at: z.number(),
  expected: Position.nullable(),
  found: Position,
});
export type Break = z.infer<typeof Break>;

/** How far the journal went, signed. Kept outside the journal's file, so that a shorter or other journal is found out. */
const Head = Position.extend({
  /** When it was signed, milliseconds since the epoch. */
  at: z.number(),
  /** Sonny ended with this row: what follows it was not written by it. */
  closed: z.boolean(),
  /** Every break since the profile was made. */
  breaks: z.array(Break),
  /** The id of the key that signed. */
  key: z.string(),
});
export const SignedHead = Head.extend({ signature: z.string() });
export type SignedHead = z.infer<typeof SignedHead>;

export const signHead = (head: Omit<SignedHead, 'key' | 'signature'>, key: AuditKey): SignedHead => {
  const { seq, hash, at, closed, breaks } = head;
  const signed = { seq, hash, at, closed, breaks, key: key.id };
  return { ...signed, signature: key.sign(canonical(signed)) };
};

/** Whether nobody changed the head since it was signed by the key that it names. */
export const isGenuine = ({ signature, ...head }: SignedHead): boolean =>
  isSignedBy(head.key, canonical(head), signature);

const fileIn = (folder: string): string => join(folder, 'head.json');

/** The profile's head: null when there is none, `damaged` when it is none that Sonny could have written. */
export const readHead = (folder: string): SignedHead | null | 'damaged' => {
  let text: string;
  try {
    text = readFileSync(fileIn(folder), 'utf8');
  } catch {
    return null;
  }
  const head = parseHead(text);
  return head && isGenuine(head) ? head : 'damaged';
};

/** A head from its text, whoever signed it; null when it is none. */
export const parseHead = (text: string): SignedHead | null => {
  try {
    // A reader made for one text takes longer to make than to read it without.
    return SignedHead.safeParse(JSON.parse(text), { jitless: true }).data ?? null;
  } catch {
    return null;
  }
};

/** Comes into place whole. Throws what the file system throws. */
export const writeHead = (folder: string, head: SignedHead): void => {
  writeFileSync(`${fileIn(folder)}.next`, `${JSON.stringify(head)}\n`, { mode: 0o600 });
  renameSync(`${fileIn(folder)}.next`, fileIn(folder));
};

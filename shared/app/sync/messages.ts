import { z } from 'zod';
import { Actor, Version } from '../../symbolic/sync/version.ts';

export const SYNC_PROTOCOL = 1;
/** Characters of base 64 in one message: with its frame it stays below what a host takes at once. */
export const PART = 96 * 1024;
/** A delta of more parts is refused. */
const MOST_PARTS = 1000;

/** What two peers say to each other. */
export const PeerMessage = z.discriminatedUnion('kind', [
  /** First, from both: who it is and how much it knows. */
  z.object({ kind: z.literal('hello'), protocol: z.number().int(), actor: Actor, version: Version }).strict(),
  /** A piece of a delta, in order; `left` is 0 at its last. */
  z
    .object({
      kind: z.literal('part'),
      left: z.number().int().min(0).max(MOST_PARTS),
      data: z.string().max(PART),
    })
    .strict(),
  /** What it knows after it took a delta in. */
  z.object({ kind: z.literal('known'), version: Version }).strict(),
]);
export type PeerMessage = z.infer<typeof PeerMessage>;

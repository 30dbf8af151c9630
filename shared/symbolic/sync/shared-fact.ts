import { z } from 'zod';
import type { Trust } from '../facts/trust.ts';
import { Moment } from './version.ts';

export const TRUSTS = ['person', 'sonny', 'observed', 'peer', 'untrusted'] as const satisfies readonly Trust[];

/** A fact that somebody saw or stated, as peers tell it each other. */
export const SharedFact = z
  .object({
    relation: z.string().min(1).max(200),
    /** It says that the statement does not hold. */
    negated: z.boolean(),
    args: z.array(z.union([z.string().max(20_000), z.number(), z.boolean()])).max(16),
    context: z.string().max(500),
    validFrom: Moment,
    validUntil: Moment.nullable(),
    /** Who vouched for it where it was stated; another peer takes it for less. */
    trust: z.enum(TRUSTS),
    /** From 0 to 1. */
    confidence: z.number().min(0).max(1),
  })
  .strict();
export type SharedFact = z.infer<typeof SharedFact>;

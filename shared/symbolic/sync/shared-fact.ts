import { z } from 'zod';
import { Moment } from './version.ts';

/** A fact that somebody saw or stated, as peers tell it each other. */
export const SharedFact = z
  .object({
    relation: z.string().min(1).max(200),
    args: z.array(z.union([z.string().max(20_000), z.number(), z.boolean()])).max(16),
    context: z.string().max(500),
    validFrom: Moment,
    validUntil: Moment.nullable(),
    /** From 0 to 1. */
    confidence: z.number().min(0).max(1),
  })
  .strict();
export type SharedFact = z.infer<typeof SharedFact>;

import { z } from 'zod';
import { Json } from './json.ts';

/**
 * What a run may be forbidden to do. `touch`: look into, change or take. `take-away`: an original leaves its place or is
 * replaced. `mail`: send an e-mail.
 */
export const ForbiddenAct = z.enum(['touch', 'change', 'delete', 'overwrite', 'take-away', 'close', 'mail']);
export type ForbiddenAct = z.infer<typeof ForbiddenAct>;

/** A constraint as an invariant: what must be true of every act of a run. Times are milliseconds since the epoch. */
export const ConstraintRule = z.discriminatedUnion('kind', [
  /** Never the act; with paths, never to them or to what is inside them. */
  z.object({
    kind: z.literal('never'),
    act: ForbiddenAct,
    paths: z.array(z.string()).nullable(),
    /** Only what can be foreseen counts: a click of which nobody can say what it does is let be. */
    foreseen: z.literal(true).optional(),
  }),
  /** Files only inside these folders. */
  z.object({ kind: z.literal('only-in'), paths: z.array(z.string()).min(1) }),
  /** At most so many files and folders in all. */
  z.object({ kind: z.literal('at-most'), files: z.number().int().min(0) }),
  /** At most so much money in all. `currency` by ISO 4217. */
  z.object({ kind: z.literal('spend'), amount: z.number().min(0), currency: z.string().length(3) }),
  /** Nothing begins at or after this moment. */
  z.object({ kind: z.literal('before'), at: z.number() }),
  /** Nothing begins before this moment. */
  z.object({ kind: z.literal('not-before'), at: z.number() }),
  /** Nothing is changed before a step of this skill, which only waits, with at least these arguments is done. */
  z.object({ kind: z.literal('after'), skill: z.string(), args: z.record(z.string(), Json) }),
]);
export type ConstraintRule = z.infer<typeof ConstraintRule>;

/** Something the person wants kept to for a whole run. `start`/`end` are UTF-16 offsets into the goal. */
export const Constraint = z.object({
  id: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** In a few words, for a chip and for sentences: "don’t touch ~/Private". */
  say: z.string(),
  rule: ConstraintRule,
});
export type Constraint = z.infer<typeof Constraint>;

const OF_FACT = 'fact:';

/** Whether it comes of a fact that holds, and not of the goal: it ends with the fact. */
export const isOfFact = ({ id }: Pick<Constraint, 'id'>): boolean => id.startsWith(OF_FACT);

/** The id of a constraint that comes of a fact, by the fact's text. */
export const idOfFact = (fact: string): string => `${OF_FACT}${fact}`;

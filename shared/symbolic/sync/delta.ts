import { z } from 'zod';
import { SharedFact } from './shared-fact.ts';
import { Operation } from './operation.ts';
import { Version } from './version.ts';

const Stated = Operation.extend({ fact: SharedFact });

/**
 * What a peer is told that knows less. `operations`: the entries it lacks, each peer's in order. `state`: all that is live and
 * how much was known when it was: whatever of that is not live was taken back. It is sent where entries were dropped.
 */
export const Delta = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('operations'), operations: z.array(Operation) }).strict(),
  z.object({ kind: z.literal('state'), version: Version, live: z.array(Stated) }).strict(),
]);
export type Delta = z.infer<typeof Delta>;

import { z } from 'zod';
import { SharedFact } from './shared-fact.ts';
import { Actor, Dot, Moment } from './version.ts';

/**
 * One entry of a peer's log: a fact is stated (`fact`), or not (null), in the place of those it names (`over`). `at` never runs
 * behind what the peer had seen: of two statements that can't both be, the later one counts, then the greater actor.
 */
export const Operation = z
  .object({
    actor: Actor,
    seq: z.number().int().min(1),
    at: Moment,
    fact: SharedFact.nullable(),
    over: z.array(Dot).max(100_000),
  })
  .strict();
export type Operation = z.infer<typeof Operation>;

/** A fact that is stated and was not taken back, by the operation that stated it. */
export type Statement = Operation & { readonly fact: SharedFact };

/** Which of two statements at the same time counts where only one can: the same choice at every peer. */
export const laterOf = (a: Statement, b: Statement): Statement => {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  if (a.actor !== b.actor) return a.actor > b.actor ? a : b;
  return a.seq > b.seq ? a : b;
};

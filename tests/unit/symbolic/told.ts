import { keyOf } from '../../../shared/symbolic/atom.ts';
import type { Batch } from '../../../shared/symbolic/engine/engine.ts';
import type { ToldFact } from '../../../shared/symbolic/engine/fact.ts';

/** What is told after a batch, by the fact's text. */
export const toldAfter = (
  told: ReadonlyMap<string, ToldFact>,
  { retract = [], assert = [] }: Batch,
): Map<string, ToldFact> => {
  const next = new Map(told);
  for (const atom of retract) next.delete(keyOf(atom));
  for (const fact of assert) next.set(keyOf(fact), fact);
  return next;
};

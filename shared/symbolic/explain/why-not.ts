import type { Atom } from '../atom.ts';
import type { Engine } from '../engine/engine.ts';
import type { WhyNot } from '../proof/proof.ts';
import { Abduction } from './abduction.ts';
import { attemptsAt, type Reach } from './tries.ts';

const REACH: Reach = { depth: 3, most: 5, steps: 20_000 };

/**
 * Why a fact does not hold: what became of each rule that could conclude it, nearest failures first, and, where it is asked for, a
 * smallest change of told facts with which it would hold. Null where it holds. A relation that no rule concludes has no attempts: nobody
 * told it.
 * @throws EngineRefused (FACT_…) where no such fact can be.
 */
export const whyNot = (
  engine: Engine,
  { relation, args }: Atom,
  reach: Partial<Reach> = {},
  withMissing = true,
): WhyNot | null => {
  const claim = { relation, args };
  engine.validate(claim);
  if (engine.holds(claim)) return null;
  const attempts = attemptsAt(engine, claim, { ...REACH, ...reach });
  return { claim, now: engine.now, attempts, missing: withMissing ? new Abduction(engine).smallest(claim) : null };
};

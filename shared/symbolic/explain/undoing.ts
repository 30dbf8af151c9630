import type { Atom } from '../atom.ts';
import type { Engine } from '../engine/engine.ts';
import type { Fact } from '../engine/fact.ts';
import { why } from './why.ts';

const MOST_ROUNDS = 50;

/** The told facts that the recorded proof of a fact rests on. */
const restsOn = (engine: Engine, fact: Atom): readonly Atom[] => {
  const found = engine.find(fact);
  const nodes = (found && why(engine, found.id)?.nodes) ?? [];
  return nodes.flatMap((node) => (node.kind === 'told' ? [node.fact] : []));
};

/** Would the fact be gone if these were taken back? */
const gone = (engine: Engine, fact: Atom, retract: readonly Atom[]): boolean =>
  engine.suppose({ retract }, (after) => !after.holds(fact));

/** Told facts each of which the fact needs, by its recorded proof: at most `most`. */
export const needed = (engine: Engine, fact: Atom, most: number): readonly Atom[] => {
  const found: Atom[] = [];
  for (const one of restsOn(engine, fact).slice(-MOST_ROUNDS)) {
    if (found.length === most) break;
    if (gone(engine, fact, [one])) found.push(one);
  }
  return found;
};

/**
 * Told facts without which the fact would not hold: one if one is enough, else a set of which none can be left out; null
 * where none was found (a fact that rests on no told fact stays).
 */
export const undoing = (engine: Engine, fact: Fact | Atom): readonly Atom[] | null => {
  const [one] = needed(engine, fact, 1);
  if (one) return [one];
  const taken: Atom[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = engine.suppose({ retract: taken }, (after) =>
      after.holds(fact) ? restsOn(after, fact).at(-1) : null,
    );
    if (next === undefined) return null;
    if (next === null) break;
    taken.push(next);
  }
  if (!gone(engine, fact, taken)) return null;
  return taken.reduce<readonly Atom[]>((kept, candidate) => {
    const fewer = kept.filter((other) => other !== candidate);
    return gone(engine, fact, fewer) ? fewer : kept;
  }, taken);
};

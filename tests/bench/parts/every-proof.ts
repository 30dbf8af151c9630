import { Engine } from '../../../shared/symbolic/engine/engine.ts';
import type { ToldFact } from '../../../shared/symbolic/engine/fact.ts';
import { why } from '../../../shared/symbolic/explain/why.ts';
import { checkProof } from '../../../shared/symbolic/proof/check.ts';
import { readRules } from '../../../shared/symbolic/rules/read.ts';
import type { RuleSet } from '../../../shared/symbolic/rules/rule.ts';
import { Random } from '../../unit/symbolic/random.ts';
import { RandomRules } from '../../unit/symbolic/random-rules.ts';
import { toldAfter } from '../../unit/symbolic/told.ts';
import { CLOSURE, randomEdges } from './closure.ts';
import type { Row } from './row.ts';

const PROGRAMS = 300;

const proved = (engine: Engine, rules: RuleSet, told: readonly ToldFact[]): readonly boolean[] => {
  const world = { rules, told, now: engine.now };
  const facts = rules.relations.flatMap(({ name }) => [...engine.facts({ relation: name })]);
  return facts.map(({ id }) => {
    const proof = why(engine, id);
    return proof !== null && checkProof(world, proof) === null;
  });
};

/** R4 on smaller ones: a proof of every fact of a closure and of random programs, each checked. */
export const everyProof = (): Row => {
  const rules = readRules(CLOSURE);
  const edges = randomEdges(100, 200, 1).map((args) => ({ relation: 'edge', args }));
  const closure = new Engine(rules);
  closure.apply({ assert: edges });
  const results = [...proved(closure, rules, edges)];
  for (let seed = 1; seed <= PROGRAMS; seed++) {
    const source = new RandomRules(new Random(seed));
    const random = source.rules();
    const engine = new Engine(random);
    const batch = source.batch([], 0, true);
    engine.apply(batch);
    results.push(...proved(engine, random, [...toldAfter(new Map(), batch).values()]));
  }
  const accepted = results.filter(Boolean).length;
  return {
    metric: 'R4 proofs of all facts of smaller programs that the checker accepts',
    ours: `${accepted} of ${results.length}`,
    peer: null,
    peerName: null,
    ratio: null,
    goal: 'all',
    holds: accepted === results.length,
  };
};

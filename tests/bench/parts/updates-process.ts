import { Engine } from '../../../shared/symbolic/engine/engine.ts';
import { narrateWhy } from '../../../shared/symbolic/explain/narrative.ts';
import { why } from '../../../shared/symbolic/explain/why.ts';
import { checkProof } from '../../../shared/symbolic/proof/check.ts';
import { readRules } from '../../../shared/symbolic/rules/read.ts';
import { spent } from './spent.ts';
import { CLOSURE, randomEdges, reachable, type Edge } from './closure.ts';
import { Random } from '../../unit/symbolic/random.ts';

// A process of its own: changes single edges of a large closure, then proves facts of it.
const [nodes = 0, edges = 0, seed = 0, rounds = 0, samples = 0] = process.argv.slice(2).map(Number);
const CHAIN = 67;

const fact = (args: Edge): { relation: string; args: Edge } => ({ relation: 'edge', args });
const rules = readRules(CLOSURE);
const random = new Random(seed + 1);
const present = new Map(randomEdges(nodes, edges, seed).map((edge) => [edge.join(), edge]));
const engine = new Engine(rules);
engine.apply({ assert: [...present.values()].map(fact) });

const [added, deleted]: [number[], number[]] = [[], []];
const add = (edge: Edge): void => {
  present.set(edge.join(), edge);
  added.push(spent(() => void engine.apply({ assert: [fact(edge)] })));
};
for (let round = 0; round < rounds; round++) {
  const old = random.pick([...present.values()]);
  present.delete(old.join());
  deleted.push(spent(() => void engine.apply({ retract: [fact(old)] })));
  add([random.below(nodes), random.below(nodes)]);
}
const right = engine.countOf('path') === reachable(nodes, [...present.values()]);

const world = { rules, told: [...engine.allTold()], now: engine.now };
let accepted = 0;
let tried = 0;
for (let i = 0; i < samples; i++) {
  const [a, b] = [random.below(nodes), random.below(nodes)];
  const found = engine.find({ relation: 'path', args: [a, b] });
  const proof = found && why(engine, found.id);
  if (!proof) continue;
  tried += 1;
  if (checkProof(world, proof) === null) accepted += 1;
}

const chain = new Engine(rules);
chain.apply({ assert: Array.from({ length: CHAIN }, (_, i) => fact([i, i + 1])) });
const end = chain.find({ relation: 'path', args: [0, CHAIN] });
let lines = 0;
const proofs = Array.from({ length: 21 }, () =>
  spent(() => {
    const proof = end && why(chain, end.id);
    if (proof) lines = narrateWhy(rules, proof).lines.length;
  }),
);
process.stdout.write(JSON.stringify({ added, deleted, right, accepted, tried, lines, proofs }));

import { Engine } from '../../../shared/symbolic/engine/engine.ts';
import { readRules } from '../../../shared/symbolic/rules/read.ts';
import { CLOSURE, randomEdges } from './closure.ts';

// A process of its own: loads the closure of a random graph and says how many facts it has and what memory they took.
const [nodes = 0, edges = 0, seed = 0] = process.argv.slice(2).map(Number);
const asserted = randomEdges(nodes, edges, seed).map((args) => ({ relation: 'edge', args }));
const before = process.memoryUsage();
const engine = new Engine(readRules(CLOSURE));
engine.apply({ assert: asserted });
const after = process.memoryUsage();
const megabytes = (bytes: number): number => bytes / 1e6;
process.stdout.write(
  JSON.stringify({
    facts: engine.countOf('path'),
    resident: megabytes(after.rss - before.rss),
    held: megabytes(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers),
  }),
);

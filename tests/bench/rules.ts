import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Engine } from '../../shared/symbolic/engine/engine.ts';
import { readRules } from '../../shared/symbolic/rules/read.ts';
import { agreement } from './parts/agreement.ts';
import { asAsp, asProlog, CLOSURE, randomEdges, reachable } from './parts/closure.ts';
import { DATASCRIPT, startDatascript } from './parts/datascript.ts';
import { atMost, exactly, median, of, timesPeer, type Bench, type Row } from './parts/row.ts';
import { everyProof } from './parts/every-proof.ts';
import { spent } from './parts/spent.ts';
import { timed, type Timed } from './parts/timed.ts';

const [NODES, EDGES, SEED] = [2000, 4000, 1];
const GRAPH = [NODES, EDGES, SEED].map(String);
const ROUNDS = 3;
const UPDATES = 100;
const SAMPLES = 300;
const CHAIN = 100;

const LOADING = fileURLToPath(new URL('./parts/closure-process.ts', import.meta.url));
const UPDATING = fileURLToPath(new URL('./parts/updates-process.ts', import.meta.url));

interface Loaded {
  readonly facts: number;
  readonly resident: number;
  readonly held: number;
}

/** R1: the closure of a large graph, beside systems that compute it from nothing each time. */
const loading = async (folder: string): Promise<Row[]> => {
  const edges = randomEdges(NODES, EDGES, SEED);
  const [prolog, asp] = [join(folder, 'closure.pl'), join(folder, 'closure.lp')];
  await writeFile(prolog, asProlog(edges));
  await writeFile(asp, asAsp(edges));
  const count = 'aggregate_all(count, path(_, _), C), print(C), nl';
  const flags = ['--table-space=8g', '--stack-limit=4g', '-t', 'halt', '-g', count];
  const [ours, swi, gringo]: [Timed[], (Timed | null)[], (Timed | null)[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    const loaded = await timed(process.execPath, [LOADING, ...GRAPH]);
    if (loaded) ours.push(loaded);
    swi.push(await timed('swipl', [...flags, prolog]));
    gringo.push(await timed('gringo', [asp]));
  }
  const cpu = (runs: readonly (Timed | null)[]): number | null =>
    runs.includes(null) ? null : median(runs.map((run) => run?.cpu ?? NaN));
  const loads = ours.map(({ out }) => JSON.parse(out) as Loaded);
  const facts = loads[0]?.facts ?? 0;
  const what = `CPU s for the closure of ${NODES} nodes and ${EDGES} edges with provenance, the process’s start included`;
  return [
    exactly(`R1 facts, beside a search from each node: ${facts}`, String(facts), facts === reachable(NODES, edges)),
    timesPeer(`R1 ${what}`, cpu(ours) ?? NaN, cpu(swi), 'SWI-Prolog tabling, without provenance', 1),
    timesPeer(`R1 ${what}`, cpu(ours) ?? NaN, cpu(gringo), 'gringo, without provenance', 0.5),
    atMost('R1 MB that the process grew by', median(loads.map(({ resident }) => resident)), 300, 'MB'),
    atMost('R1 MB of heap and arrays', median(loads.map(({ held }) => held)), 300, 'MB'),
  ];
};

interface Updated {
  readonly added: readonly number[];
  readonly deleted: readonly number[];
  readonly right: boolean;
  readonly accepted: number;
  readonly tried: number;
  readonly lines: number;
  readonly proofs: readonly number[];
}

const percentile95 = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? NaN;
};

/** R2 and the large part of R4: single edges come and go, and what holds afterwards is proved. */
const updating = async (): Promise<Row[]> => {
  const run = await timed(process.execPath, [UPDATING, ...GRAPH, String(UPDATES), String(SAMPLES)]);
  if (!run) return [exactly('R2 updates', 'the process failed', false)];
  const updated = JSON.parse(run.out) as Updated;
  return [
    atMost(`R2 CPU ms to add one edge, median of ${UPDATES}`, median(updated.added), 1, 'ms'),
    atMost(`R2 CPU ms to delete one edge, median of ${UPDATES}`, median(updated.deleted), 6, 'ms'),
    atMost('R2 CPU ms to delete one edge, 95th percentile', percentile95(updated.deleted), 40, 'ms'),
    exactly('R2 facts after all updates are those of a search', updated.right ? 'same' : 'different', updated.right),
    exactly(
      'R4 proofs of facts drawn from the large closure that the checker accepts',
      `${updated.accepted} of ${updated.tried}`,
      updated.accepted === updated.tried && updated.tried > 0,
    ),
    atMost(`R4 CPU ms for a proof of ${updated.lines} lines in words`, median(updated.proofs), 5, 'ms'),
  ];
};

const cycle = (): Row => {
  const engine = new Engine(readRules(CLOSURE));
  const edges = [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 1],
  ].map((args) => ({ relation: 'edge', args }));
  engine.apply({ assert: edges });
  engine.apply({ retract: edges.slice(0, 1) });
  const left = [...engine.facts({ relation: 'path', args: [0, null] })].length;
  return exactly('R3 facts that a cycle keeps alive after its only edge in is deleted', String(left), left === 0);
};

const beside = async (): Promise<Row> => {
  const peer = await startDatascript();
  const theirs = peer && ((await peer.ask({ chain: CHAIN })) as { readonly cpu: number });
  peer?.close();
  const chain = Array.from({ length: CHAIN }, (_, i) => ({ relation: 'edge', args: [i, i + 1] }));
  const ours = spent(() => void new Engine(readRules(CLOSURE)).apply({ assert: chain }));
  return timesPeer(`CPU ms for the closure of a chain of ${CHAIN}`, ours, theirs?.cpu ?? null, DATASCRIPT, 1);
};

/** Rules at size: how fast they load, how fast they follow a change, and whether all of it is right. */
export const run = async (): Promise<Bench> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonny-rules-'));
  try {
    const rows = [
      ...(await loading(folder)),
      ...(await updating()),
      cycle(),
      await agreement(folder),
      everyProof(),
      await beside(),
    ];
    // Each says which figure it is in front.
    return { name: 'rules', rows: rows.map((row) => of(/^R\d\b/u.exec(row.metric)?.[0] ?? 'R1', row)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

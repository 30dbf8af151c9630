import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareRows, fsyncFloor } from './parts/bare-rows.ts';
import { startChild, type Child } from './parts/child.ts';
import { LANGGRAPH, startLangGraph } from './parts/langgraph.ts';
import { countEffects, type Noting } from './parts/noting.ts';
import { atMost, median, timesPeer, unbounded, type Bench, type Row } from './parts/row.ts';

const STEPS = 1000;
const ROUNDS = 5;
const KILLS = 3;
const KILLED_AT = STEPS / 2;
const MOST_TIME = 0.1;
const MOST_BYTES = 0.01;
const LOADED = 20;

type Start = () => Promise<Child | null>;
const startSonny: Start = () => startChild(new URL('./parts/note-process.ts', import.meta.url), process.env);

const bytesIn = async (folder: string): Promise<number> => {
  const sizes = (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};

const plain = async (folder: string, synchronous: Noting['synchronous']): Promise<Noting> => {
  await mkdir(folder);
  return { folder, synchronous, steps: STEPS, effects: null, dieAt: null };
};

/** Microseconds and bytes a step. */
const measure = async (child: Child, noting: Noting): Promise<{ readonly time: number; readonly bytes: number }> => ({
  time: (Number(await child.ask({ how: 'run', noting })) * 1000) / STEPS,
  bytes: (await bytesIn(noting.folder)) / STEPS,
});

type Measured = Awaited<ReturnType<typeof measure>>;
const medianOf = (measured: readonly Measured[]): Measured => ({
  time: median(measured.map((m) => m.time)),
  bytes: median(measured.map((m) => m.bytes)),
});

const stepRows = async (
  folder: string,
  sonny: Child,
  langgraph: Child | null,
  synchronous: Noting['synchronous'],
): Promise<Row[]> => {
  const [ours, theirs, bare, floor]: [Measured[], Measured[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    const place = join(folder, `${synchronous}-${round}`);
    ours.push(await measure(sonny, await plain(`${place}-ours`, synchronous)));
    if (langgraph) theirs.push(await measure(langgraph, await plain(`${place}-theirs`, synchronous)));
    const rows = await plain(`${place}-rows`, synchronous);
    bare.push((bareRows(rows) * 1000) / STEPS);
    if (synchronous === 'FULL') floor.push((fsyncFloor(rows) * 1000) / STEPS);
  }
  const [our, their] = [medianOf(ours), langgraph && medianOf(theirs)];
  const time = `µs a step whose state grows by 100 B, synchronous = ${synchronous}`;
  const beside = timesPeer(time, our.time, their?.time ?? null, LANGGRAPH, MOST_TIME);
  // Intent and outcome are both forced: where the disk takes more for that than the goal leaves, nothing could reach it.
  const disk = floor.length > 0 && their ? median(floor) / their.time : null;
  const rows = [
    disk === null
      ? beside
      : { ...beside, goal: `${beside.goal}; two fsyncs, which none can do without, are ×${disk.toPrecision(2)}` },
    timesPeer(`bytes a step, synchronous = ${synchronous}`, our.bytes, their?.bytes ?? null, LANGGRAPH, MOST_BYTES),
    unbounded(time, our.time, median(bare), 'bare intent and outcome rows', 'what manager, hash chain and views cost'),
  ];
  return floor.length === 0
    ? rows
    : [...rows, unbounded(time, our.time, median(floor), 'two fsyncs of a line', 'the disk’s own share')];
};

interface Killed {
  readonly loaded: number;
  readonly repeated: number;
}

/** Kills the process in the middle of a step, between its effect and its outcome, and has another one go on. */
const killed = async (start: Start, folder: string): Promise<Killed | null> => {
  await mkdir(folder);
  const effects = `${folder}.effects`;
  const noting: Noting = { folder, synchronous: 'FULL', steps: STEPS, effects, dieAt: KILLED_AT };
  const first = await start();
  if (!first) return null;
  const survived = await first.ask({ how: 'run', noting }).then(
    () => true,
    () => false,
  );
  const second = await start();
  if (survived || !second) throw new Error('The process was to die in its middle, and another to go on.');
  const loaded = Number(await second.ask({ how: 'resume', noting: { ...noting, dieAt: null } }));
  second.close();
  const { repeated, lost } = countEffects(effects, STEPS);
  if (lost > 0) throw new Error(`${lost} effects were lost.`);
  return { loaded, repeated };
};

const killRows = async (folder: string): Promise<Row[]> => {
  const [ours, theirs]: [Killed[], Killed[]] = [[], []];
  for (let round = 0; round < KILLS; round++) {
    const our = await killed(startSonny, join(folder, `killed-${round}-ours`));
    const their = await killed(startLangGraph, join(folder, `killed-${round}-theirs`));
    if (our) ours.push(our);
    if (their) theirs.push(their);
  }
  const load = (all: readonly Killed[]): number => median(all.map((k) => k.loaded));
  const repeats = (all: readonly Killed[]): number => all.reduce((sum, k) => sum + k.repeated, 0);
  const peer = theirs.length > 0;
  const rounds = `${KILLS} kills between a step’s effect and its outcome`;
  return [
    {
      ...atMost(`ms to load the state after kill -9 in step ${KILLED_AT}`, load(ours), LOADED, 'ms'),
      peer: peer ? load(theirs) : null,
      peerName: LANGGRAPH,
      ratio: peer ? load(ours) / load(theirs) : null,
    },
    {
      ...atMost(`steps done twice after ${rounds}; each was asked about`, repeats(ours), 0, 'steps'),
      peer: peer ? repeats(theirs) : null,
      peerName: LANGGRAPH,
    },
  ];
};

/** What it costs to survive anything: a run of 1000 steps beside another durable one, and after a kill. */
export const run = async (): Promise<Bench> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonny-bench-execution-'));
  try {
    const langgraph = await startLangGraph();
    const sonny = await startSonny();
    if (!sonny) throw new Error('Sonny’s own process did not start.');
    const steps = [
      ...(await stepRows(folder, sonny, langgraph, 'NORMAL')),
      ...(await stepRows(folder, sonny, langgraph, 'FULL')),
    ];
    sonny.close();
    langgraph?.close();
    return { name: 'execution', rows: [...steps, ...(await killRows(folder))] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

import { marksOf } from '../../shared/app/knowledge/marks.ts';
import type { JournalEvent } from '../../shared/protocol/events.ts';
import { withRules } from '../../shared/app/knowledge/otherwise.ts';
import { replayMind } from '../../shared/app/knowledge/replay.ts';
import { loadRules, SHIPPED } from '../../shared/app/knowledge/rule-set.ts';
import { atom } from '../../shared/symbolic/atom.ts';
import { FactStore } from '../../shared/symbolic/facts/fact-store.ts';
import { RELATIONS } from '../../shared/app/knowledge/relations.ts';
import { HOME, planOf, rowsOf, runOf, sha256, START } from '../unit/app/knowledge/history.ts';
import { atMost, median, of, type Bench, type Row } from './parts/row.ts';

const RUNS = 4000;
const MOVES = 20;
const ROUNDS = 5;
const FACTS = 10_000;
const MILLION = 1_000_000;

/** Milliseconds of processor time. */
const spent = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** X1. */
export const replayRows = (): Row[] => {
  const rules = loadRules(SHIPPED, sha256);
  // One after another, as a journal gives them: a heap full of rows is not what a replay has to clean up.
  const journal = function* (runs: number): Iterable<JournalEvent> {
    for (let i = 0; i < runs; i++) yield* rowsOf(`r${i}`, START + i * 1000, MOVES);
  };
  const few = [...journal(RUNS / 20)];
  const length = 20 * few.length;
  const now = START + RUNS * 1000;
  const hashes = new Set<string>();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let mind: ReturnType<typeof replayMind> | null = null;
    times.push(spent(() => (mind = replayMind(journal(RUNS), rules, HOME, now))));
    hashes.add((mind as ReturnType<typeof replayMind> | null)?.fingerprint(sha256) ?? '');
  }
  const perSecond = Math.round(length / (median(times) / 1000));
  const changed = loadRules([SHIPPED[0] ?? '', (SHIPPED[1] ?? '').replace('times >= 3', 'times >= 1000000')], sha256);
  const diff = withRules(replayMind(few, rules, HOME, now), changed, [runOf('x', planOf('x', 50))], now);
  return [
    {
      metric: `rows of the journal folded in a second of CPU (${length} rows)`,
      ours: perSecond,
      peer: null,
      peerName: null,
      ratio: null,
      goal: '≥ 100000 rows',
      holds: perSecond >= 100_000,
    },
    atMost(`different state hashes after ${ROUNDS} replays`, hashes.size, 1, 'hash'),
    {
      metric: 'statements lost by a rule change, found before the rules are loaded',
      ours: diff.ceases.total,
      peer: null,
      peerName: null,
      ratio: null,
      goal: '≥ 1',
      holds: diff.ceases.total >= 1,
    },
  ];
};

const markRows = (): Row[] => {
  const mind = replayMind(rowsOf('r0', START, 1), loadRules(SHIPPED, sha256), HOME, START + 100);
  const now = START + 200;
  const tell = (literal: ReturnType<typeof atom>, trust: 'observed' | 'person'): void =>
    void mind.memory.tell({ literal, context: 'world', at: now, source: 'bench', trust }, []);
  for (let i = 0; i < FACTS; i++) tell(atom('file-size', `${HOME}/Downloads/f${i}.pdf`, i), 'observed');
  const plans = Array.from({ length: 5 }, (_, i) => runOf(`p${i}`, planOf(`p${i}`, 200)));
  const remark = (): number => plans.reduce((sum, plan) => sum + marksOf(plan, mind, now).length, 0);
  mind.settle(now);
  remark();
  const times = Array.from({ length: 20 }, (_, i) =>
    spent(() => {
      tell(atom('free', `${HOME}/Downloads/p1-${i}.pdf`), 'person');
      mind.settle(now);
      if (remark() !== i + 1) throw new Error('A step was not marked.');
    }),
  );
  return [atMost(`ms to mark 5 plans of 200 steps anew after a change among ${FACTS} facts`, median(times), 100, 'ms')];
};

const millionRows = (): Row[] => {
  const store = new FactStore(RELATIONS);
  const time = spent(() => {
    for (let i = 0; i < MILLION; i++)
      store.assert({
        literal: atom('file-size', `/f${i}`, i),
        context: 'world',
        at: i,
        source: 'bench',
        trust: 'observed',
        lifetime: null,
      });
  });
  if (store.size !== MILLION) throw new Error('Facts were lost.');
  return [
    {
      metric: 'ms to take in a million facts',
      ours: time,
      peer: null,
      peerName: null,
      ratio: null,
      goal: 'none is lost',
      holds: true,
    },
  ];
};

/** What Sonny knows: how fast it is folded from the journal, the same each time, and how fast a change reaches the plans. */
export const run = async (): Promise<Bench> => ({
  name: 'replay',
  rows: [...replayRows().map((row) => of('X1', row)), ...markRows(), ...millionRows()],
});

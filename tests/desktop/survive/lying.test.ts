import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { fastClock } from '../../fakes/fast-clock.ts';
import { openSimulatedProgram } from '../../fakes/simulated-program.ts';
import { filesOf, LIES, type Lie } from './lies.ts';

const NOTE = 'Buy milk: 2 l @ 1.09 € — {ok} 日本';
const RUNS = 200;
const AT_ONCE = 8;
const TIMES_AS_FAST = 20;

interface Task {
  readonly goal: string;
  /** Whether the world is as the goal wants it, at this very moment. */
  isDone(home: string): boolean;
}

const holds =
  (file: string, wanted = (text: string): boolean => text.replace(/\n$/, '') === NOTE): Task['isDone'] =>
  (home) => {
    const path = join(home, file);
    return existsSync(path) && wanted(readFileSync(path, 'utf8'));
  };

const TASKS: readonly Task[] = [
  { goal: `write "${NOTE}" in the text editor and save it as ~/Documents/new.txt`, isDone: holds('Documents/new.txt') },
  { goal: `write "${NOTE}" in the text editor and save it as ~/Documents/old.txt`, isDone: holds('Documents/old.txt') },
  {
    goal: `open ~/Documents/old.txt in the text editor and then write "${NOTE}" and then save the document`,
    isDone: holds('Documents/old.txt', (text) => text.includes(NOTE)),
  },
];

/** One run against one liar. `isTrue` is looked at in the turn in which the run says how it ended. */
const tryOut = async (lie: Lie, task: Task): Promise<{ readonly run: RunView; readonly isTrue: boolean }> => {
  const clock = fastClock(TIMES_AS_FAST);
  const truth = createSimulatedDriver({ files: filesOf(lie, clock) });
  const program = await openSimulatedProgram(lie.window?.(truth) ?? truth, clock);
  try {
    writeFileSync(join(program.home, 'Documents/old.txt'), 'what it was before');
    let isTrue = false;
    program.sonny.subscribe((event) => {
      const run = event.type === 'run' ? event.run : event.type === 'run.head' ? event.head : null;
      if (run?.status === 'done') isTrue = task.isDone(program.home);
    });
    const run = await program.run(task.goal);
    return { run, isTrue };
  } finally {
    await program.dispose();
  }
};

it(`no run in ${RUNS} calls done what a lying application did not do`, { timeout: 240_000 }, async () => {
  const falselyDone: string[] = [];
  const ends: Record<string, number> = {};
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < RUNS) {
      const n = next++;
      const [lie, task] = [LIES[n % LIES.length], TASKS[Math.floor(n / LIES.length) % TASKS.length]];
      if (!lie || !task) throw new Error('nothing to try');
      const { run, isTrue } = await tryOut(lie, task);
      ends[run.status] = (ends[run.status] ?? 0) + 1;
      if (run.status === 'done' && !isTrue) falselyDone.push(`${task.goal}: ${lie.name}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(falselyDone).toEqual([]);
  expect(ends['failed'], JSON.stringify(ends)).toBeGreaterThan(RUNS / 2);
});

it('an honest application is believed', async () => {
  for (const task of TASKS) {
    const { run, isTrue } = await tryOut({ name: 'honest' }, task);
    expect([run.status, isTrue], run.sentence).toEqual(['done', true]);
  }
});

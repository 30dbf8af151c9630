import { afterEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../../automation/desktop/simulated/index.ts';
import type { RunView } from '../../../../shared/protocol/run.ts';
import type { ViewEvent } from '../../../../shared/protocol/views.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../../fakes/simulated-program.ts';

let program: SimulatedProgram;
afterEach(() => program.dispose());

it('says before Run how long it usually takes, corrects it while it goes on, and forgets it with the runs; the journal has none of it', async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  const { sonny, ports } = program;
  const said: NonNullable<RunView['timeLeft']>[] = [];
  sonny.subscribe((event: ViewEvent) => {
    const head = event.type === 'run' ? event.run : event.type === 'run.head' ? event.head : null;
    if (head?.timeLeft) said.push(head.timeLeft);
  });
  const runs: RunView[] = [];
  for (const name of ['a', 'b', 'c']) {
    const run = await program.run(`create a folder ~/${name}`);
    expect(run.status).toBe('done');
    runs.push(run);
  }
  expect(said).toEqual([]);
  const fourth = await program.propose('create a folder ~/d');
  expect(fourth.timeLeft?.most).toBeGreaterThanOrEqual(fourth.timeLeft?.least ?? Infinity);
  expect(said.length).toBeGreaterThan(0);
  const before = said.length;
  const done = await program.approve(fourth);
  expect(said.length).toBeGreaterThan(before);
  expect(done.timeLeft).toBeUndefined();
  expect(JSON.stringify([...ports.journal.read()])).not.toContain('timeLeft');

  for (const { id } of [...runs, done]) await sonny.dispatch({ type: 'run.forget', runId: id });
  expect((await program.propose('create a folder ~/e')).timeLeft).toBeUndefined();
});

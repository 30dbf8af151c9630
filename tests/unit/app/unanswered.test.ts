import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { historyLines } from '../../../electron/cli/wording.ts';
import { runStatus } from '../../../renderer/words/status.ts';
import { simulatedPrograms } from '../../fakes/simulated-programs.ts';

const open = simulatedPrograms();

it('a run whose question nobody answered is listed as not answered, one that was stopped as stopped', async () => {
  const program = await open(createSimulatedDriver());
  for (const folder of ['Documents', 'Downloads']) {
    await mkdir(join(program.home, folder), { recursive: true });
    await writeFile(join(program.home, folder, 'twice.pdf'), folder);
  }
  const asked = await program.propose('move twice.pdf to ~/Papers');
  expect(asked.status).toBe('asking');
  await program.sonny.dispatch({ type: 'run.cancel', runId: asked.id });
  const stopped = await program.propose('create the folder ~/Notes');
  expect(stopped.status).toBe('awaiting-approval');
  await program.sonny.dispatch({ type: 'run.cancel', runId: stopped.id });

  const runs = await program.sonny.dispatch({ type: 'history.list', limit: 5 });
  expect(runs.map(({ sentence }) => sentence)).toEqual([
    'Stopped before anything was done.',
    'Its question was not answered: nothing was done.',
  ]);
  expect(historyLines(runs).map((line) => /(stopped|not answered)/u.exec(line)?.[0])).toEqual([
    'stopped',
    'not answered',
  ]);
  expect(runs.map((run) => runStatus(run).word)).toEqual(['stopped', 'not answered']);
});

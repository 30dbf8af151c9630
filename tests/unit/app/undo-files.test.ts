import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { isEnded } from '../../../shared/protocol/run.ts';
import { filesUndone } from '../../../shared/protocol/undo-files.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterEach(() => program.dispose());

it('the files of an undo are told before it and after it, the same ones', async () => {
  await mkdir(join(program.home, 'Downloads'));
  await mkdir(join(program.home, 'Papers'));
  for (let n = 1; n <= 13; n++) await writeFile(join(program.home, `Downloads/${n}.pdf`), String(n));
  const run = await program.run('move all PDFs in ~/Downloads to ~/Papers');
  const told = run.steps.flatMap((step) => filesUndone(step, program.home));
  expect(told).toHaveLength(13);
  expect(told).toContain('~/Papers/13.pdf → ~/Downloads/13.pdf');
  await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
  const now = () => program.sonny.dispatch({ type: 'run.get', runId: run.id });
  await expect.poll(async () => (await now()).status, { timeout: 20_000 }).toBe('undone');
  const undone = await now();
  expect(isEnded(undone.status)).toBe(true);
  expect(undone.steps.flatMap((step) => filesUndone(step, program.home))).toEqual(told);
  expect(await readdir(join(program.home, 'Downloads'))).toHaveLength(13);
});

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

const MAKES = 'create the folder ~/Notes and then create the folder ~/Plans';
const REFUSED = { code: 'REFUSED_BY_POLICY', details: expect.stringContaining('choose Assist') };

let program: SimulatedProgram;
const at = (name: string): string => join(program.home, name);
const mode = (to: 'observe' | 'assist') => program.sonny.dispatch({ type: 'settings.set', settings: { mode: to } });
const yes = ({ id: runId, approval }: RunView, origin: 'person' | 'flag' = 'person', stepByStep = false) =>
  program.sonny.dispatch(
    { type: 'run.approve', runId, nonce: approval?.nonce ?? '', planHash: approval?.planHash ?? '', stepByStep },
    origin,
  );

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  await mode('observe');
});
afterEach(() => program.dispose());

it.each(['person', 'flag'] as const)('plans and shows, and refuses the yes of a %s', async (origin) => {
  const run = await program.propose(MAKES);
  expect(run.status).toBe('awaiting-approval');
  await expect(yes(run, origin)).rejects.toMatchObject(REFUSED);
  expect(existsSync(at('Notes'))).toBe(false);
  await mode('assist');
  expect((await program.approve(run)).status).toBe('done');
});

it('runs what only looks', async () => {
  await writeFile(at('a.txt'), 'one two');
  const run = await program.run('read ~/a.txt');
  expect(run.steps.map(({ risk }) => risk)).toEqual(run.steps.map(() => 'R0'));
  expect(run.status).toBe('done');
});

it('takes nothing back and does nothing again until it may act', async () => {
  await mode('assist');
  const { id: runId } = await program.run(MAKES);
  await mode('observe');
  await expect(program.sonny.dispatch({ type: 'run.undo', runId })).rejects.toMatchObject(REFUSED);
  expect(existsSync(at('Notes'))).toBe(true);
  await mode('assist');
  await program.sonny.dispatch({ type: 'run.undo', runId });
  expect((await program.settled(runId)).status).toBe('undone');
  await mode('observe');
  await expect(program.sonny.dispatch({ type: 'run.redo', runId })).rejects.toMatchObject(REFUSED);
  expect(existsSync(at('Notes'))).toBe(false);
});

it('refuses to go on with a paused run', async () => {
  await mode('assist');
  const run = await program.propose(MAKES);
  await yes(run, 'person', true);
  expect((await program.settled(run.id)).status).toBe('paused');
  await mode('observe');
  for (const type of ['run.resume', 'run.step'] as const)
    await expect(program.sonny.dispatch({ type, runId: run.id })).rejects.toMatchObject(REFUSED);
  expect([existsSync(at('Notes')), existsSync(at('Plans'))]).toEqual([true, false]);
});

it('halts a run that is under way before its next act', async () => {
  await mode('assist');
  const run = await program.propose(MAKES);
  let switched: Promise<unknown> | null = null;
  const stop = program.sonny.subscribe((event) => {
    if (event.type === 'step' && event.step.status === 'verified') switched ??= mode('observe');
  });
  await yes(run);
  const ended = await program.settled(run.id);
  stop();
  await switched;
  expect(ended.status).toBe('done-partly');
  expect(ended.steps.map(({ status, error }) => [status, error?.code])).toEqual([
    ['verified', undefined],
    ['refused', 'REFUSED_BY_POLICY'],
  ]);
  expect([existsSync(at('Notes')), existsSync(at('Plans'))]).toEqual([true, false]);
  await expect(program.sonny.dispatch({ type: 'run.retry', runId: run.id })).rejects.toMatchObject(REFUSED);
});

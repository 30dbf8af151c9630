import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { typed } from '../../fakes/typed.ts';

let program: SimulatedProgram;
beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterEach(() => program.dispose());

const type = async (args: readonly string[], answers?: readonly string[]) => {
  const terminal = new FakeTerminal(answers);
  const code = await typed(program.sonny, args, terminal);
  return { code, asked: terminal.asked, said: [...terminal.told, ...terminal.printed] };
};
const isThere = (name: string): boolean => existsSync(join(program.home, name));

it('what was undone is done once more at the terminal, the last undo first, and can be undone again', async () => {
  const first = await program.run('create the folder ~/First');
  const second = await program.run('create the folder ~/Second');
  await type(['undo', second.id]);
  await type(['undo', first.id]);
  expect([isThere('First'), isThere('Second')]).toEqual([false, false]);

  const { code, said } = await type(['redo']);
  expect(said).toContain(`Doing “create the folder ~/First” once more (${first.id}).`);
  expect(said).toContain('✓ Create the folder ~/First — verified: ~/First is there');
  expect([code, isThere('First'), isThere('Second')]).toEqual([0, true, false]);

  expect((await type(['redo', second.id])).code).toBe(0);
  expect(isThere('Second')).toBe(true);
  expect((await type(['undo', first.id])).code).toBe(0);
  expect([isThere('First'), isThere('Second')]).toEqual([false, true]);
});

it('what asks on its own is asked about once more', async () => {
  await mkdir(join(program.home, 'Old'));
  await writeFile(join(program.home, 'Old', 'a.txt'), 'a');
  await program.run('move ~/Old/a.txt to the trash');
  await type(['undo']);
  const nobody = await type(['redo']);
  expect([nobody.code, isThere('Old/a.txt')]).toEqual([4, true]);
});

it('where nothing was undone it says so', async () => {
  await program.run('create the folder ~/First');
  expect((await type(['redo'])).said).toContainEqual(expect.stringContaining('No run in the history was undone.'));
  const { said, code } = await type(['redo', 'run-nowhere']);
  expect([code, said]).toEqual([2, expect.arrayContaining([expect.stringContaining('RUN_NOT_FOUND')])]);
});

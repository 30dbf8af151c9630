import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  await mkdir(join(program.home, 'Zed'));
  for (const name of ['a.txt', 'b.txt', 'b (2).txt']) await writeFile(join(program.home, 'Documents', name), name);
});
afterEach(() => program.dispose());

describe('a plan that would not work', () => {
  it.each([
    [
      'create a folder ~/Documents/a.txt',
      'There is already a file at ~/Documents/a.txt, and “Create the folder ~/Documents/a.txt” would take its place. Use another name, such as ~/Documents/a (2).txt, or move away what is there.',
      ['create a folder "~/Documents/a (2).txt"'],
    ],
    ['move ~/Zed to ~/Zed/inner', '~/Zed can’t go into itself. Name a place outside it.', []],
    ['copy ~/Zed to ~/Zed', '~/Zed can’t go into itself. Name a place outside it.', []],
    [
      'rename ~/Documents/a.txt to b.txt',
      'There is already a file at ~/Documents/b.txt, and “Rename a.txt to b.txt” would take its place. Use another name, such as ~/Documents/b (3).txt, or move away what is there.',
      ['rename ~/Documents/a.txt to "b (3).txt"'],
    ],
    [
      'read ~/Documents/none.txt',
      'There is no file ~/Documents/none.txt, and “Read ~/Documents/none.txt” needs it. Check the name, or say first how it comes there.',
      [],
    ],
    [
      'list the files in ~/Documents/a.txt',
      '~/Documents/a.txt is a file, and “List the files in ~/Documents/a.txt” needs a folder. Name another one.',
      [],
    ],
    [
      'create a file ~/Zed with "hello"',
      'There is already a folder at ~/Zed, and a file can’t take its place. Name another place.',
      [],
    ],
  ])(
    'says what is in the way, what to do, and offers only what the goal is about: %s',
    async (goal, details, suggestions) => {
      const run = await program.propose(goal);
      expect(run).toMatchObject({ status: 'refused', error: { code: 'PLAN_DOES_NOT_HOLD', details }, suggestions });
      const why = await program.sonny.dispatch({ type: 'run.why', runId: run.id });
      expect(why.checked).toBe(true);
      const said = [why.answer, ...why.lines.map(({ say }) => say)];
      expect(new Set(said).size).toBe(said.length);
      for (const other of suggestions) expect((await program.propose(other)).approval).toBeDefined();
    },
  );
});

it('a folder that is there already is no plan that fails: nothing needs to be done', async () => {
  const run = await program.propose('create a folder ~/Zed');
  const details = 'There is a folder ~/Zed, so nothing needs to be done.';
  expect(run).toMatchObject({ status: 'nothing-to-do', error: { code: 'NOTHING_TO_DO', details }, suggestions: [] });
});

it.each([
  ['if ~/a.txt exists then copy it to ~/Zed', '~/a.txt is not there, so nothing was to be done.'],
  [
    'if ~/Documents/a.txt does not exist then create a folder ~/Zed',
    '~/Documents/a.txt is there, so nothing was to be done.',
  ],
  [
    'if ~/Documents/a.txt contains "Milk" then copy it to ~/Zed',
    '~/Documents/a.txt does not hold “Milk”, so nothing was to be done.',
  ],
])('a condition that is not so is no plan that fails: %s', async (goal, sentence) => {
  const run = await program.run(goal);
  expect(run).toMatchObject({ sentence, steps: [], suggestions: [], error: { code: 'NOTHING_TO_DO' } });
});

it('a folder that is there already needs no step, and is what “it” stands for', async () => {
  const planned = await program.propose(
    'create the folder ~/Zed and then write "First." into the file ~/Zed/one.txt and then zip the folder ~/Zed as ~/zed.zip',
  );
  expect(planned.steps.map(({ skill }) => skill)).toEqual(['files.write', 'files.zip']);
  const moved = await program.propose('create the folder ~/Zed and move ~/Documents/a.txt into it');
  expect(moved.steps).toMatchObject([{ skill: 'files.move', args: { to: `${program.home}/Zed` } }]);
});

it('a time that has passed is said to have passed, not to be beyond Sonny', async () => {
  const noon = new Date(2026, 10, 20, 12).getTime();
  const late = await openSimulatedProgram(createSimulatedDriver(), new ManualClock(noon));
  try {
    const run = await late.propose('create the folder ~/Late before 8:00');
    const details = '08:00 has passed today; say a later time.';
    expect(run).toMatchObject({ status: 'refused', error: { code: 'CONSTRAINT_VIOLATED', details }, suggestions: [] });
  } finally {
    await late.dispose();
  }
});

import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
const at = (name: string): string => join(program.home, name);
const put = async (...names: string[]): Promise<void> => {
  for (const name of names) {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), `content of ${name}`);
  }
};
const text = (name: string): string => readFileSync(at(name), 'utf8');

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterEach(() => program.dispose());

it('the plan says that what is copied gets a number where its name is taken, and what was there is kept', async () => {
  await put('Downloads/todo.txt', 'Documents/todo.txt');
  let run = await program.propose('copy ~/Downloads/todo.txt to ~/Documents');
  expect(run.steps.map(({ title }) => title)).toEqual([
    'Copy todo.txt to ~/Documents, with a number, as the name is taken',
  ]);
  run = await program.approve(run);
  expect(run.status).toBe('done');
  expect([text('Documents/todo.txt'), text('Documents/todo (2).txt')]).toEqual([
    'content of Documents/todo.txt',
    'content of Downloads/todo.txt',
  ]);
  await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
  expect((await program.settled(run.id)).status).toBe('undone');
  expect(existsSync(at('Documents/todo (2).txt'))).toBe(false);
});

it('of several it says how many', async () => {
  await put('Downloads/a.txt', 'Downloads/b.txt', 'Documents/a.txt');
  const run = await program.propose('move all files in ~/Downloads to ~/Documents');
  expect(run.steps[0]?.title).toBe('Move 2 files to ~/Documents, 1 of them with a number, as the names are taken');
});

it.each([
  'copy ~/Downloads/todo.txt to ~/Documents and then add the line "x" to ~/Documents/todo.txt',
  'copy ~/Downloads/todo.txt to ~/Documents and then add the line "x" to it',
  'move ~/Downloads/todo.txt to ~/Documents and delete ~/Documents/todo.txt',
])('who goes on with the taken name is not taken to mean the file that was there: %s', async (goal) => {
  await put('Downloads/todo.txt', 'Documents/todo.txt');
  const run = await program.propose(goal);
  expect(run).toMatchObject({ status: 'refused', error: { code: 'FILE_EXISTS' } });
  expect(run.error?.details).toContain('gets another name');
});

it('where the name is free the copy itself is gone on with', async () => {
  await put('Downloads/todo.txt');
  const run = await program.approve(
    await program.propose('copy ~/Downloads/todo.txt to ~/Documents and then add the line "x" to it'),
  );
  expect(run.status).toBe('done');
  expect(text('Documents/todo.txt')).toContain('x');
  expect(text('Downloads/todo.txt')).toBe('content of Downloads/todo.txt');
});

it.each(['copy all files in ~/Documents to ~/Documents', 'copy ~/Documents/a.txt to ~/Documents'])(
  'what lies there already is not doubled: %s',
  async (goal) => {
    await put('Documents/a.txt', 'Documents/b.txt');
    const run = await program.propose(goal);
    expect(run).toMatchObject({ status: 'nothing-to-do', error: { code: 'NOTHING_TO_DO' }, steps: [] });
    expect(run.error?.details).toMatch(
      /in ~\/Documents already, so a copy would only double it\. .* say “duplicate ~\/Documents\/a\.txt”\.$/u,
    );
  },
);

it('of several only what comes from elsewhere is copied', async () => {
  await put('Documents/a.txt', 'Downloads/b.txt');
  const run = await program.propose('copy ~/Documents/a.txt and ~/Downloads/b.txt to ~/Documents');
  expect(run.steps.map(({ title }) => title)).toEqual(['Copy b.txt to ~/Documents']);
  expect(run.status).toBe('awaiting-approval');
  expect(run.steps[0]?.why).toContain('~/Documents/a.txt is left out, as it lies in ~/Documents already.');
});

it.each(['move ~/Documents/a.txt to ~/Documents', 'move all files in ~/Documents to ~/Documents'])(
  'what lies there already needs no step: %s',
  async (goal) => {
    await put('Documents/a.txt');
    const run = await program.propose(goal);
    expect(run).toMatchObject({ status: 'nothing-to-do', error: { code: 'NOTHING_TO_DO' }, steps: [] });
    expect(run.error?.details).toBe('~/Documents/a.txt lies in ~/Documents already, so nothing was to be done.');
  },
);

it('what is not there is still said to be missing', async () => {
  const run = await program.propose('move ~/Documents/none.txt to ~/Documents');
  expect(run).toMatchObject({ status: 'refused', error: { code: 'PLAN_DOES_NOT_HOLD' } });
  expect(run.error?.details).toContain('There is no file or folder ~/Documents/none.txt');
});

it('“them” are those that were left out as well, and a part for which nothing is to be done is told with the next', async () => {
  await put('Documents/a.txt', 'Downloads/b.txt');
  const both = await program.propose(
    'move ~/Documents/a.txt and ~/Downloads/b.txt to ~/Documents and then zip them as ~/both.zip',
  );
  expect(both.steps.map(({ title }) => title)).toEqual(['Move b.txt to ~/Documents', 'Zip 2 files as ~/both.zip']);
  const next = await program.propose('move all files in ~/Documents to ~/Documents and zip them as ~/all.zip');
  expect(next.steps.map(({ title }) => title)).toEqual(['Zip ~/Documents/a.txt as ~/all.zip']);
  expect(next.steps[0]?.why).toContain('lies in ~/Documents already, so nothing was to be done.');
  const last = await program.propose('add the line "x" to ~/Documents/a.txt and move it to ~/Documents');
  expect(last.steps).toHaveLength(1);
  expect(last.steps[0]?.why).toContain('lies in ~/Documents already, so nothing was to be done.');
});

it('a folder that is there already is what is gone on with', async () => {
  await put('Documents/a.txt', 'Downloads/b.txt');
  const run = await program.propose('create a folder ~/Documents and move ~/Downloads/b.txt into it');
  expect(run.steps.map(({ title }) => title)).toEqual(['Move b.txt to ~/Documents']);
});

it('a note whose name is taken gets a number, and its plan says why', async () => {
  await program.run('make a note "Call Anna"');
  const run = await program.propose('make a note "Call Anna"');
  expect(run.steps).toHaveLength(1);
  expect(run.steps[0]?.title).toBe('Write “Call Anna” to ~/Documents/Call Anna (2).txt');
  expect(run.steps[0]?.why).toContain(
    'There is a file ~/Documents/Call Anna.txt already, so that this one gets a number.',
  );
});

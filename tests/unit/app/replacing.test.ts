import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
const at = (name: string): string => join(program.home, name);
const textOf = (name: string): string => readFileSync(at(name), 'utf8');
const put = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), text);
  }
};

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterEach(() => program.dispose());

const says = (run: RunView): readonly string[] => run.steps.flatMap(({ evidence }) => evidence.map(({ say }) => say));

it('replaces a text in a file: the plan says in how many places, it is read back, and comes back byte for byte', async () => {
  const before = '\uFEFFcat, Cat\r\nconcat cat$& \\d';
  await put({ 'notes.txt': before });
  const planned = await program.propose('replace "cat" with "d$&g" in notes.txt');
  expect(planned.steps.map(({ title }) => title)).toEqual(['Replace “cat” with “d$&g” in ~/notes.txt, in 3 places']);
  const run = await program.approve(planned);
  expect([run.status, run.steps[0]?.status]).toEqual(['done', 'verified']);
  expect(textOf('notes.txt')).toBe('\uFEFFd$&g, Cat\r\ncond$&g d$&g$& \\d');
  expect(says(run)).toContain('notes.txt reads “d$&g” instead of “cat” in 3 places');
  await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
  expect((await program.settled(run.id)).status).toBe('undone');
  expect(textOf('notes.txt')).toBe(before);
});

it('replaces it in all files of a kind that have it, one step for each, and leaves the others alone', async () => {
  await put({ 'Notes/a.txt': 'old old', 'Notes/b.txt': 'new', 'Notes/c.txt': 'an old one', 'Notes/d.md': 'old' });
  const run = await program.run('replace "old" with "new" in all .txt files in ~/Notes');
  expect(run.status, run.error?.details).toBe('done');
  expect(run.steps.map(({ title }) => title)).toEqual([
    'Replace “old” with “new” in ~/Notes/a.txt, in 2 places',
    'Replace “old” with “new” in ~/Notes/c.txt, in 1 place',
  ]);
  expect(['a.txt', 'b.txt', 'c.txt', 'd.md'].map((name) => textOf(`Notes/${name}`))).toEqual([
    'new new',
    'new',
    'an new one',
    'old',
  ]);
  await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
  await program.settled(run.id);
  expect([textOf('Notes/a.txt'), textOf('Notes/c.txt')]).toEqual(['old old', 'an old one']);
});

test.each([
  ['change x to y in ~/a.txt', '“x” is nowhere in ~/a.txt, so nothing was to be replaced.'],
  ['change CAT to dog in ~/a.txt', 'It is there with other capital letters, 2 times: say it just as it is written.'],
  ['replace "x" with "y" in ~/a.txt and ~/b.txt', '“x” is nowhere in the 2 files'],
  ['replace "cat" with "cat" in ~/a.txt', '“cat” is to be replaced with itself'],
])('nothing is to do where it is nowhere: %s', async (goal, say) => {
  await put({ 'a.txt': 'cat Cat', 'b.txt': '' });
  const run = await program.propose(goal);
  expect(run).toMatchObject({ status: 'nothing-to-do', steps: [] });
  expect(run.error?.details).toContain(say);
});

test.each([
  ['replace "a" with "b" in ~/pic.bin', 'PLAN_DOES_NOT_HOLD'],
  ['replace "a" with "b" in ~/none.txt', 'FILE_NOT_FOUND'],
  ['replace "a" with "b" in all files in ~/Mixed', 'PLAN_DOES_NOT_HOLD'],
])('what is no text, or is not there, is refused before anything is begun: %s', async (goal, code) => {
  await put({ 'pic.bin': Buffer.from([0x61, 0xff]), 'Mixed/a.txt': 'a', 'Mixed/b.bin': Buffer.from([0x61, 0xff]) });
  expect(await program.propose(goal)).toMatchObject({ status: 'refused', error: { code }, steps: [] });
});

it('a file that the goal itself makes has it by then, though nobody can count it yet', async () => {
  const run = await program.run('create ~/a.txt with "one two" and replace "two" with "three" in it');
  expect(run.status, run.error?.details).toBe('done');
  expect(textOf('a.txt')).toBe('one three');
});

it('is not done where the file has changed since it was planned', async () => {
  await put({ 'a.txt': 'cat' });
  const planned = await program.propose('replace "cat" with "dog" in ~/a.txt');
  await put({ 'a.txt': 'cat cat' });
  const run = await program.approve(planned);
  expect(run.status).not.toBe('done');
  expect(textOf('a.txt')).toBe('cat cat');
});

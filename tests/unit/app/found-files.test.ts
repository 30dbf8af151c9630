import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
const at = (name: string): string => join(program.home, name);
const put = async (...names: string[]): Promise<void> => {
  for (const name of names) {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), `content of ${name}`);
  }
};

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterEach(() => program.dispose());

const plan = async (goal: string): Promise<RunView> => {
  const run = await program.propose(goal);
  expect(run.status, `${goal}: ${run.sentence} ${run.error?.details ?? ''}`).toBe('awaiting-approval');
  return run;
};

it('a file that is named without its folder is found, the plan says where, and all of it is taken back', async () => {
  await put('Downloads/report.pdf');
  let run = await plan('copy report.pdf to Documents');
  expect(run.steps[0]?.why).toBe('You asked: “copy report.pdf to Documents”. report.pdf was found in ~/Downloads.');
  expect(run.steps[0]?.changes).toEqual(['A copy of ~/Downloads/report.pdf is in ~/Documents.']);
  run = await program.approve(run);
  expect(run.status).toBe('done');
  expect(readFileSync(at('Documents/report.pdf'), 'utf8')).toBe('content of Downloads/report.pdf');
  await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
  expect((await program.settled(run.id)).status).toBe('undone');
  expect(existsSync(at('Documents/report.pdf'))).toBe(false);
});

it('in folders inside the usual ones it is looked for only where these have none, and the case of its letters does not matter', async () => {
  await put('Documents/Old/report.pdf');
  expect((await plan('copy Report.pdf to Desktop')).steps.at(-1)?.args['files']).toEqual([
    at('Documents/Old/report.pdf'),
  ]);
  await put('Downloads/report.pdf');
  expect((await plan('copy Report.pdf to Desktop')).steps.at(-1)?.args['files']).toEqual([at('Downloads/report.pdf')]);
});

it('several of the name are a question, and the one that is chosen is meant', async () => {
  await put('Documents/notes.txt', 'Desktop/notes.txt');
  const run = await program.propose('delete notes.txt');
  expect(run.question).toMatchObject({
    subject: 'file:notes.txt',
    candidates: [{ id: at('Documents/notes.txt') }, { id: at('Desktop/notes.txt') }],
  });
  const questionId = run.question?.id ?? '';
  await program.sonny.dispatch({
    type: 'run.answer',
    runId: run.id,
    questionId,
    candidateId: at('Desktop/notes.txt'),
  });
  expect((await program.settled(run.id)).steps[0]?.args['files']).toEqual([at('Desktop/notes.txt')]);
});

it('one that is nowhere is said to be missing, with a goal that looks for it', async () => {
  const run = await program.propose('copy report.pdf to Documents');
  expect(run).toMatchObject({ status: 'refused', error: { code: 'FILE_NOT_FOUND' } });
  expect(run.error?.details).toContain('There is no file “report.pdf” in ~/Documents, ~/Desktop');
  expect(run.suggestions).toEqual(['find "report.pdf"']);
});

it('what is still to come is asked about, and what may be there is gone on with', async () => {
  await put('Documents/todo.txt');
  expect((await plan('add "milk" to todo.txt')).steps[0]?.args['path']).toBe(at('Documents/todo.txt'));
  expect((await program.propose('add "milk" to shopping.txt')).question?.subject).toBe('folder:shopping.txt');
  expect((await program.propose('wait for todo.txt')).question?.subject).toBe('folder:todo.txt');
});

test.each([
  ['copy ~/Documents/My File.pdf to ~/Papers', ['Documents/My File.pdf']],
  ['copy Tax Report 2024.pdf to ~/Papers please', ['Documents/Tax Report 2024.pdf']],
  [
    'move ~/Documents/My File.pdf and Tax Report 2024.pdf to ~/Papers',
    ['Documents/My File.pdf', 'Documents/Tax Report 2024.pdf'],
  ],
  ['copy ~/Old Stuff to ~/Papers', ['Old Stuff']],
])('a name with spaces needs no quotation marks: %s', async (goal, files) => {
  await put('Documents/My File.pdf', 'Documents/Tax Report 2024.pdf', 'Old Stuff/a.txt');
  expect((await plan(goal)).steps.at(-1)?.args['files']).toEqual(files.map(at));
});

test.each(['move ~/a.txt to ~/Papers quickly', 'copy ~/Papers now and forever to ~/x'])(
  'words that are no path are never made one: %s',
  async (goal) => {
    await put('a.txt', 'Papers/b.txt');
    expect(await program.propose(goal)).toMatchObject({ status: 'refused', error: { code: 'GOAL_NOT_UNDERSTOOD' } });
  },
);

it('what is to be left out stays, all else moves, and what is moved comes back', async () => {
  await put('Downloads/a.pdf', 'Downloads/b.pdf', 'Downloads/invoice.pdf');
  const run = await program.run('move all PDFs in Downloads except invoice.pdf to ~/Papers');
  expect(run.status).toBe('done');
  expect(['a', 'b', 'invoice'].map((name) => existsSync(at(`Papers/${name}.pdf`)))).toEqual([true, true, false]);
  await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
  expect((await program.settled(run.id)).status).toBe('undone');
  expect(existsSync(at('Downloads/a.pdf'))).toBe(true);
});

it('a slip in the name of what is to be left out is told, and nothing is planned', async () => {
  await put('Downloads/a.pdf', 'Downloads/invoice.pdf');
  const run = await program.propose('move all PDFs in Downloads except invoce.pdf to ~/Papers');
  expect(run).toMatchObject({ status: 'refused', error: { code: 'FILE_NOT_FOUND' }, steps: [] });
  expect(run.error?.details).toContain('“invoce.pdf” is to be left out');
});

it('what is said to come then waits for what is said before it, though they share nothing', async () => {
  await put('Downloads/a.pdf', 'Pictures/b.jpg');
  const orders = async (joiner: string): Promise<readonly string[] | undefined> =>
    (await plan(`read ~/Downloads/a.pdf ${joiner} read ~/Pictures/b.jpg`)).steps[1]?.dependsOn;
  expect(await orders('and')).toEqual([]);
  for (const joiner of ['and then', 'then', ', after that', 'and finally'])
    expect(await orders(joiner)).toEqual(['s1']);
});

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, utimesSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { foundOf } from '../../../shared/protocol/found.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
const at = (name: string): string => join(program.home, name);
const textOf = (name: string): string => readFileSync(at(name), 'utf8');

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  await mkdir(at('Downloads/in'), { recursive: true });
});
afterEach(() => program.dispose());

const done = async (goal: string): Promise<RunView> => {
  const run = await program.run(goal);
  expect(run.status, `${goal}: ${run.sentence} ${run.error?.details ?? ''}`).toBe('done');
  return run;
};
const undone = async ({ id: runId }: RunView): Promise<RunView> => {
  await program.sonny.dispatch({ type: 'run.undo', runId });
  return program.settled(runId);
};
const told = ({ steps }: RunView): unknown => steps.map((step) => foundOf(step, program.home)).at(-1);

it('a name that no file can have is said to be too long', async () => {
  const run = await program.run(`create a file ~/${'a'.repeat(300)}.txt with "x"`);
  expect(run.status).toBe('refused');
  expect(run.error?.details).toContain('is too long: with its ending it may have 255 bytes, and has 304.');
});

it('a run that is to be taken back has been, and did something: otherwise nothing is planned or asked for', async () => {
  const goal = 'create a folder ~/Trial';
  const refusal = { status: 'refused', error: { code: 'RUN_NOT_FOUND' }, steps: [] };
  expect(await program.propose(`undo the run "${goal}"`)).toMatchObject(refusal);
  const { runId } = await program.sonny.dispatch({ type: 'run.start', text: goal, dryRun: true });
  await program.settled(runId);
  expect(await program.propose(`undo the run "${goal}"`)).toMatchObject(refusal);
  await done(goal);
  expect(await program.propose(`undo the run "${goal}"`)).toMatchObject({ approval: expect.anything() });
});

describe('notes and lines', () => {
  it('are kept in a file of their own that the plan names, and a second one of the name beside it', async () => {
    const run = await done('make a note "Buy milk"');
    expect(run.steps.at(-1)?.title).toBe('Write “Buy milk” to ~/Documents/Buy milk.txt');
    expect(textOf('Documents/Buy milk.txt')).toBe('Buy milk');
    await done('make a note "Buy milk!"');
    expect(textOf('Documents/Buy milk (2).txt')).toBe('Buy milk!');
    expect((await undone(run)).status).toBe('undone');
    expect(existsSync(at('Documents/Buy milk.txt'))).toBe(false);
  });

  it('are added to a file, read back, and taken out again', async () => {
    await writeFile(at('todo.txt'), 'one');
    const run = await done('add the line "two" to ~/todo.txt');
    expect(textOf('todo.txt')).toBe('one\ntwo\n');
    expect(run.steps[0]?.evidence.map(({ say }) => say).join()).toContain('ends with the text');
    expect((await undone(run)).status).toBe('undone');
    expect(textOf('todo.txt')).toBe('one');
  });

  it('are left alone by undo where a person wrote on', async () => {
    const run = await done('append "two" to ~/todo.txt');
    await writeFile(at('todo.txt'), 'two\nmine\n');
    expect((await undone(run)).status).not.toBe('undone');
    expect(textOf('todo.txt')).toBe('two\nmine\n');
  });

  it('are shown as they were left where what was before is kept', async () => {
    await writeFile(at('todo.txt'), 'one');
    const run = await done('add the line "two" to ~/todo.txt');
    await writeFile(at('todo.txt'), 'one\ntwo\nmine\n');
    const [step] = (await undone(run)).steps;
    expect(step?.conflict?.left.text).toBe('one\ntwo\n');
    expect(step?.conflict?.before.text).toBe('one');
  });
});

describe('a line added to a file that was there', () => {
  it('is a change of it, and what was there is not the run’s own to take away', async () => {
    await writeFile(at('todo.txt'), 'one');
    const held = await program.run('add "two" to ~/todo.txt, without changing ~/todo.txt');
    expect(held).toMatchObject({ status: 'refused', error: { code: 'CONSTRAINT_VIOLATED' } });
    const goal = 'add "two" to ~/todo.txt and then delete ~/todo.txt, keep the originals';
    expect(await program.run(goal)).toMatchObject({ status: 'refused', error: { code: 'CONSTRAINT_VIOLATED' } });
    expect(textOf('todo.txt')).toBe('one');
  });
});

describe('a copy under another name', () => {
  it('holds the same, byte for byte, and is gone again after an undo', async () => {
    await writeFile(at('a.txt'), 'one\r\n\0two');
    const run = await done('copy ~/a.txt to ~/In/b.txt');
    expect(textOf('In/b.txt')).toBe('one\r\n\0two');
    expect(run.steps.at(-1)).toMatchObject({ title: 'Copy ~/a.txt as ~/In/b.txt', status: 'verified' });
    expect((await undone(run)).status).toBe('undone');
    expect([existsSync(at('In/b.txt')), textOf('a.txt')]).toEqual([false, 'one\r\n\0two']);
  });

  it('gets a name of its own where none is said', async () => {
    await writeFile(at('a.txt'), 'one');
    await done('duplicate ~/a.txt');
    await done('make a copy of ~/a.txt');
    expect([textOf('a (2).txt'), textOf('a (3).txt')]).toEqual(['one', 'one']);
    await done('make a copy of ~/a.txt called b.txt and move it to ~/In');
    expect([textOf('In/b.txt'), textOf('a.txt')]).toEqual(['one', 'one']);
  });

  it('takes no other’s place: another name is offered', async () => {
    for (const name of ['a.txt', 'b.txt']) await writeFile(at(name), name);
    const run = await program.run('copy ~/a.txt to ~/b.txt');
    expect(run).toMatchObject({ status: 'refused', suggestions: ['copy ~/a.txt to "~/b (2).txt"'] });
    expect(textOf('b.txt')).toBe('b.txt');
    expect((await program.run('copy ~/none.txt to ~/c.txt')).status).toBe('refused');
  });
});

describe('what is only asked', () => {
  it('is told: how many, how big, what there is', async () => {
    await writeFile(at('Downloads/a.pdf'), 'aaaa');
    await writeFile(at('Downloads/in/b.pdf'), 'bb');
    expect(told(await done('count the files in ~/Downloads'))).toEqual({
      kind: 'text',
      text: '1 file, 4 bytes\n2 files, 6 bytes, with those in its subfolders',
    });
    expect(told(await done('how big is ~/Downloads/a.pdf'))).toMatchObject({
      text: '4 bytes\n1 line, 1 word, 4 characters',
    });
    const found = await done('find all PDFs in ~/');
    expect(found.steps[0]?.title).toBe('Find *.pdf in ~ and its subfolders');
    expect(told(found)).toEqual({ kind: 'list', items: ['~/Downloads/a.pdf', '~/Downloads/in/b.pdf'] });
    expect(told(await done('what is in ~/Downloads'))).toEqual({
      kind: 'list',
      items: ['~/Downloads/a.pdf', '~/Downloads/in/'],
    });
    expect(told(await done('what time is it'))).toMatchObject({
      kind: 'text',
      text: expect.stringMatching(/^\d\d:\d\d/u),
    });
  });

  it('is told with the lines in which it stands', async () => {
    await writeFile(at('Downloads/a.txt'), 'bread\nMilk');
    await writeFile(at('Downloads/in/b.txt'), 'milk');
    const run = await done('find files that contain "milk" in ~/Downloads');
    expect(run.steps[0]).toMatchObject({ title: 'Search ~/Downloads for “milk”', risk: 'R0' });
    expect(told(run)).toEqual({
      kind: 'list',
      items: ['~/Downloads/a.txt, line 2: Milk', '~/Downloads/in/b.txt, line 1: milk'],
    });
    expect(told(await done('search ~/Downloads for "butter"'))).toEqual({ kind: 'list', items: [] });
    expect((await program.run('search ~/none for "milk"')).status).toBe('refused');
    const kept = await program.run('search ~/Downloads for "milk", without touching ~/Downloads/in');
    expect(kept).toMatchObject({ status: 'refused', error: { code: 'CONSTRAINT_VIOLATED' } });
  });

  it('of a place that is not there is refused', async () => {
    const run = await program.run('how big is ~/nothing');
    expect(run).toMatchObject({ status: 'refused', error: { code: 'PLAN_DOES_NOT_HOLD' } });
  });
});

describe('a condition on what a file holds', () => {
  const GOAL = 'if ~/a.txt contains "Milk" then copy it to ~/Papers, otherwise create a folder ~/None';

  it('is decided by what it holds, without regard to case', async () => {
    await writeFile(at('a.txt'), 'bread\nMILK\n');
    await done(GOAL);
    expect([existsSync(at('Papers/a.txt')), existsSync(at('None'))]).toEqual([true, false]);
  });

  it.each([
    ['something else', 'bread'],
    ['nothing at all', null],
  ])('is not so where it holds %s', async (_, text) => {
    if (text !== null) await writeFile(at('a.txt'), text);
    await done(GOAL);
    expect([existsSync(at('Papers/a.txt')), existsSync(at('None'))]).toEqual([false, true]);
  });

  it('that another step writes first is decided when its turn comes', async () => {
    const run = await done(`create a file ~/a.txt with "milk" and then ${GOAL}`);
    expect(run.steps.map(({ title }) => title)).toContain(
      'If by then ~/a.txt holds “Milk”: copy it to ~/Papers; otherwise: create a folder ~/None',
    );
    expect(existsSync(at('Papers/a.txt'))).toBe(true);
  });

  it('that can’t be read is refused, and neither side is done', async () => {
    await writeFile(at('a.txt'), Buffer.from([0xff, 0xfe, 0x61]));
    const run = await program.run(GOAL);
    expect(run.status).toBe('refused');
    expect([existsSync(at('Papers')), existsSync(at('None'))]).toEqual([false, false]);
  });
});

it('after a short wait a condition is decided by what is there then', async () => {
  await writeFile(at('a.txt'), 'a');
  await done('wait 0.2 seconds and then if ~/a.txt exists move it to ~/Papers');
  expect(existsSync(at('Papers/a.txt'))).toBe(true);
});

it('the clipboard is cleared, and holds again after an undo what it held', async () => {
  await done('copy "mine" to the clipboard');
  const run = await done('clear the clipboard');
  expect(run.steps[0]).toMatchObject({ status: 'verified', risk: 'R2' });
  expect((await undone(run)).status).toBe('undone');
  await done('paste the clipboard into ~/b.txt');
  expect(textOf('b.txt')).toBe('mine\n');
});

it('an empty clipboard is a result, and nothing is made of the text that it does not hold', async () => {
  await done('clear the clipboard');
  const run = await done('read the clipboard');
  expect(run.steps[0]?.evidence.map(({ say }) => say)).toEqual(['The clipboard is empty.']);
  const saved = await program.run('save the clipboard as ~/held.txt');
  expect(saved).toMatchObject({ status: 'failed', error: { code: 'TARGET_MISSING' } });
  expect(existsSync(at('held.txt'))).toBe(false);
});

it('the text of a file goes to the clipboard, and what is there to the end of a file', async () => {
  await writeFile(at('a.txt'), 'from the file');
  await done('read ~/a.txt and copy it to the clipboard');
  await done('paste the clipboard into ~/b.txt');
  expect(textOf('b.txt')).toBe('from the file\n');
});

describe('some of the files of a folder', () => {
  const old = (name: string, days: number): void => {
    const then = Date.now() / 1000 - days * 86_400;
    utimesSync(at(name), then, then);
  };

  it('are those of an age, or the newest', async () => {
    for (const name of ['old.txt', 'new.txt', 'in/old.txt']) await writeFile(at(`Downloads/${name}`), name);
    old('Downloads/old.txt', 40);
    old('Downloads/in/old.txt', 40);
    const run = await done('move everything older than 30 days in ~/Downloads to ~/Old');
    expect([existsSync(at('Old/old.txt')), existsSync(at('Downloads/new.txt'))]).toEqual([true, true]);
    expect(existsSync(at('Downloads/in/old.txt'))).toBe(true);
    expect((await undone(run)).status).toBe('undone');
    expect(told(await done('read the newest text file in ~/Downloads'))).toMatchObject({ text: 'new.txt' });
  });

  it('are named where none is of that kind, and nothing is done', async () => {
    await writeFile(at('Downloads/new.txt'), 'new');
    const run = await program.run('delete everything older than 30 days in ~/Downloads');
    expect(run).toMatchObject({ status: 'nothing-to-do', error: { code: 'NOTHING_TO_DO' } });
    expect(run.error?.details).toMatch(/last changed before .*, so nothing was to be done\./u);
  });

  it('are copies of others: they are asked about, go to the trash, and come back', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt'])
      await writeFile(at(`Downloads/${name}`), name === 'c.txt' ? 'else' : 'same');
    old('Downloads/b.txt', 2);
    const planned = await program.propose('delete duplicates in ~/Downloads');
    expect(planned.steps.map(({ args, asks }) => [args['files'], asks])).toEqual([[[at('Downloads/a.txt')], true]]);
    let run = planned;
    while (run.approval) run = await program.approve(run);
    expect([existsSync(at('Downloads/a.txt')), existsSync(at('Downloads/b.txt'))]).toEqual([false, true]);
    expect((await undone(run)).status).toBe('undone');
    expect(textOf('Downloads/a.txt')).toBe('same');
  });

  it('are copies by their names where they are as old, or older: the original stays', async () => {
    const names = ['b (1).pdf', 'b - Copy.pdf', 'b copy 2.pdf', 'b copy.pdf', 'b.pdf', 'b2.pdf', 'b_copy.pdf'];
    for (const name of names) {
      await writeFile(at(`Downloads/${name}`), 'same');
      old(`Downloads/${name}`, name === 'b (1).pdf' ? 3 : 2);
    }
    const planned = await program.propose('delete duplicates in ~/Downloads');
    const copies = names.filter((name) => name !== 'b.pdf').map((name) => at(`Downloads/${name}`));
    expect(planned.steps.map(({ args }) => args['files'])).toEqual([copies]);
  });
});

describe('what hangs on something that is said after it', () => {
  it('is done where that is so, and is nothing to do where it is not', async () => {
    await writeFile(at('a.txt'), 'x');
    await writeFile(at('old.txt'), 'x');
    utimesSync(at('old.txt'), new Date(2020, 1), new Date(2020, 1));
    await mkdir(at('Empty'));
    await mkdir(at('Full'));
    await writeFile(at('Full/a.txt'), 'x');
    for (const [goal, say] of [
      ['delete ~/none.txt if it exists', '~/none.txt is not there, so nothing was to be done.'],
      ['delete ~/Full if it is empty', '~/Full is not empty, so nothing was to be done.'],
      ['delete ~/a.txt if it is older than 30 days', '~/a.txt is not last changed before'],
      ['copy ~/a.txt to ~/Empty unless ~/a.txt exists', '~/a.txt is there, so nothing was to be done.'],
    ] as const) {
      const run = await program.propose(goal);
      expect(run.status, goal).toBe('nothing-to-do');
      expect(run.error?.details).toContain(say);
    }
    await done('delete ~/old.txt if it is older than 30 days');
    await done('delete ~/Empty if it is empty');
    await done('copy ~/a.txt to ~/Downloads unless Downloads has one');
    expect([existsSync(at('old.txt')), existsSync(at('Empty')), existsSync(at('Downloads/a.txt'))]).toEqual([
      false,
      false,
      true,
    ]);
    expect((await program.propose('copy ~/a.txt to ~/Downloads unless Downloads has one')).status).toBe(
      'nothing-to-do',
    );
  });

  it('“it” after a new name is what has it', async () => {
    await writeFile(at('a.txt'), 'x');
    const run = await done('rename ~/a.txt to b.txt and after that move it to ~/Downloads and then zip it');
    expect(run.steps.map(({ title }) => title).slice(0, 2)).toEqual([
      'Rename a.txt to b.txt',
      'Move b.txt to ~/Downloads',
    ]);
    expect(existsSync(at('Downloads/b.txt'))).toBe(true);
  });
});

it('links that are left out of “all files” are told in the plan, and stay', async () => {
  await writeFile(at('Downloads/a.pdf'), 'x');
  await writeFile(at('b.pdf'), 'x');
  symlinkSync(at('b.pdf'), at('Downloads/b.pdf'));
  symlinkSync(at('b.pdf'), at('Downloads/note.txt'));
  const why = async (goal: string): Promise<string | undefined> => (await program.propose(goal)).steps.at(-1)?.why;
  const told = 'in ~/Downloads is left out, as a link is not the file that it leads to.';
  expect(await why('move all PDFs in ~/Downloads to ~/Papers')).toContain(`One link ${told}`);
  expect(await why('move everything in ~/Downloads to ~/Papers')).toContain('2 links in ~/Downloads are left out');
  await done('move all PDFs in ~/Downloads to ~/Papers');
  expect([existsSync(at('Papers/a.pdf')), existsSync(at('Downloads/b.pdf'))]).toEqual([true, true]);
  await writeFile(at('Downloads/only.md'), 'x');
  expect(await why('move all *.md files in ~/Downloads to ~/Papers')).not.toContain('link');
});

it('what is no file, and a file whose name is no text, are told where all files are meant, and stay', async () => {
  await writeFile(at('Downloads/a.pdf'), 'x');
  execFileSync('mkfifo', [at('Downloads/pipe')]);
  await writeFile(Buffer.concat([Buffer.from(`${at('Downloads')}/`), Buffer.from([0xff])]), 'x');
  const why = (await program.propose('move all files in ~/Downloads to ~/Old')).steps.at(-1)?.why;
  expect(why).toContain('One pipe, socket or device in ~/Downloads is left out.');
  expect(why).toContain('One file in ~/Downloads is left out, as its name can’t be read.');
});

it('folders that “everything” does not mean are told in the plan, and stay', async () => {
  await writeFile(at('Downloads/a.pdf'), 'x');
  utimesSync(at('Downloads/a.pdf'), 1, 1);
  const why = async (goal: string): Promise<string | undefined> => (await program.propose(goal)).steps.at(-1)?.why;
  const one = 'One folder in ~/Downloads is left as it is: only files are meant.';
  expect(await why('move everything older than 30 days in ~/Downloads to ~/Old')).toContain(one);
  await mkdir(at('Downloads/more'));
  const two = '2 folders in ~/Downloads are left as they are: only files are meant.';
  expect(await why('copy all files in ~/Downloads to ~/Old')).toContain(two);
  expect(await why('move all PDFs in ~/Downloads to ~/Old')).not.toContain('left as');
  expect(await why('move the newest file in ~/Downloads to ~/Old')).not.toContain('left as');
  await done('move everything older than 30 days in ~/Downloads to ~/Old');
  expect([existsSync(at('Old/a.pdf')), existsSync(at('Downloads/in'))]).toEqual([true, true]);
  expect((await program.propose('move everything in ~/Downloads to ~/Old')).error?.details).toContain(two);
});

it('an ending that is kept because none was said is told in the plan', async () => {
  await writeFile(at('a.txt'), 'x');
  const why = async (goal: string): Promise<string | undefined> => (await program.propose(goal)).steps.at(-1)?.why;
  expect(await why('rename ~/a.txt to -rf')).toContain('It keeps its ending .txt, as none was said.');
  expect(await why('rename ~/a.txt to b.txt')).not.toContain('ending');
  expect(await why('rename all txt files in ~ to n{n}')).toContain('They keep their endings.');
});

it('what was done only for a step that is then refused is told, and can be undone', async () => {
  await mkdir(at('ev'));
  for (let i = 0; i < 30; i++) await writeFile(at(`ev/${i}.txt`), 'x');
  const planned = await program.propose('move all files in ~/ev to ~/ev2');
  const { id: runId, approval } = await program.approve(planned);
  await program.sonny.dispatch({ type: 'run.deny', runId, nonce: approval?.nonce ?? '' });
  const run = await program.settled(runId);
  expect(run.sentence).toBe(
    'Done but for 1 step you refused; “Create the folder ~/ev2”, which it needs, was done and can be undone.',
  );
  expect((await undone(run)).status).toBe('undone');
  expect(existsSync(at('ev2'))).toBe(false);
});

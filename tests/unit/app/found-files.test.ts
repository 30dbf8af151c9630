import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
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
  expect(run.steps[0]?.changes).toEqual(['A copy of ~/Downloads/report.pdf goes to ~/Documents.']);
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

describe('a folder or file by its name alone', () => {
  beforeEach(() =>
    put(
      'Tax 2025/a.pdf',
      'Documents/Notes/n.txt',
      'Documents/Invoices/old.pdf',
      'Backups/x.zip',
      'Downloads/x.pdf',
      'Downloads/invoice-7.pdf',
      'Downloads/report.txt',
      'Downloads/p.jpg',
      'Pictures/z.jpg',
    ),
  );

  test.each([
    ['zip the folder Tax 2025', 'Zip ~/Tax 2025 as ~/Tax 2025.zip', 'Tax 2025 was found in ~.'],
    ['zip the folder "Tax 2025"', 'Zip ~/Tax 2025 as ~/Tax 2025.zip', 'Tax 2025 was found in ~.'],
    ['zip the tax 2025 folder', 'Zip ~/Tax 2025 as ~/Tax 2025.zip', 'tax 2025 was found in ~.'],
    ['copy notes to Backups', 'Copy Notes to ~/Backups', 'notes was found in ~/Documents. Backups was found in ~.'],
    ['copy x.pdf to Backups/2026', 'Copy x.pdf to ~/Backups/2026', 'Backups was found in ~.'],
    ['list the Invoices folder', 'List what is in ~/Documents/Invoices', 'Invoices was found in ~/Documents.'],
    ['move all pdfs in Invoices to backups', 'Move old.pdf to ~/Backups', 'Invoices was found in ~/Documents.'],
    ['copy report to the desktop', 'Copy report.txt to ~/Desktop', '“report” is ~/Downloads/report.txt.'],
    ['rename report to summary', 'Rename report.txt to summary.txt', '“report” is ~/Downloads/report.txt.'],
    ['read n.txt in Notes', 'Read ~/Documents/Notes/n.txt', 'Notes was found in ~/Documents.'],
  ])('is looked for, and the plan says where it is: %s', async (goal, title, why) => {
    const step = (await plan(goal)).steps.at(-1);
    expect(step?.title).toBe(title);
    expect(step?.why).toContain(why);
  });

  test.each([
    [
      'move pdfs to Invoices',
      'Move 2 files to ~/Documents/Invoices',
      'The pdfs meant are those in ~/Downloads, the only usual place that has some. Invoices was found in ~/Documents.',
    ],
    [
      'move the invoice to documents',
      'Move invoice-7.pdf to ~/Documents',
      'The invoice meant is ~/Downloads/invoice-7.pdf, the only one in the usual places.',
    ],
  ])('files of a kind are those of the only place that has some: %s', async (goal, title, why) => {
    const step = (await plan(goal)).steps.at(-1);
    expect([step?.title, step?.why]).toEqual([title, `You asked: “${goal}”. ${why}`]);
  });

  it('several places are asked about, without the one they are to go to', async () => {
    expect((await program.propose('move the photos to Backups')).question).toMatchObject({
      ask: 'In which folder are the photos?',
      candidates: [
        { id: at('Downloads'), detail: '1 file' },
        { id: at('Pictures'), detail: '1 file' },
      ],
    });
    expect((await plan('move the photos to Pictures')).steps[0]?.title).toBe('Move p.jpg to ~/Pictures');
    await put('Downloads/invoice-8.pdf');
    expect((await program.propose('copy the invoice to Backups')).question?.candidates.map(({ id }) => id)).toEqual([
      at('Downloads/invoice-7.pdf'),
      at('Downloads/invoice-8.pdf'),
      `all:${at('Downloads')}`,
    ]);
    await put('Documents/Old/Backups/a.txt', 'Pictures/Backups/a.txt');
    expect((await program.propose('copy x.pdf to Backups')).question?.candidates.map(({ id }) => id)).toEqual([
      at('Backups'),
      at('Pictures/Backups'),
    ]);
  });

  it('the one of a folder that is said is the only one there, or one that is chosen', async () => {
    const step = (await plan('move the invoice in Downloads to ~/Papers')).steps.at(-1);
    expect(step?.title).toBe('Move invoice-7.pdf to ~/Papers');
    expect(step?.why).toContain('The invoice in ~/Downloads meant is ~/Downloads/invoice-7.pdf, the only one there.');
    await put('Downloads/invoice-8.pdf', 'Documents/invoice-9.pdf');
    const asking = await program.propose('move the invoice in Downloads to ~/Papers');
    expect(asking.question?.ask).toBe('Which invoice in ~/Downloads is meant?');
    expect(asking.question?.candidates.map(({ id }) => id)).toEqual([
      at('Downloads/invoice-7.pdf'),
      at('Downloads/invoice-8.pdf'),
      `all:${at('Downloads')}`,
    ]);
    const none = await program.propose('delete the song in Downloads');
    expect(none.error?.details).toContain('There is no song in ~/Downloads.');
  });

  it('all of those that could be the one can be chosen as well', async () => {
    await put('Downloads/invoice-8.pdf');
    const asking = await program.propose('copy the invoice to Backups');
    await program.sonny.dispatch({
      type: 'run.answer',
      runId: asking.id,
      questionId: asking.question?.id ?? '',
      candidateId: `all:${at('Downloads')}`,
    });
    expect((await program.settled(asking.id)).steps[0]?.title).toBe('Copy 2 files to ~/Backups');
  });

  it('a place to put something that is nowhere is asked about, and made', async () => {
    const asking = await program.propose('copy x.pdf to archive');
    expect(asking.question).toMatchObject({
      ask: 'There is no folder “archive” in the usual places. Where is a new one to be made?',
      candidates: [{ id: at('Documents/archive') }, { id: at('Desktop/archive') }, {}, { id: at('archive') }],
    });
    await program.sonny.dispatch({
      type: 'run.answer',
      runId: asking.id,
      questionId: asking.question?.id ?? '',
      candidateId: at('Documents/archive'),
    });
    expect((await program.settled(asking.id)).steps.map(({ title }) => title)).toEqual([
      'Create the folder ~/Documents/archive',
      'Copy x.pdf to ~/Documents/archive',
    ]);
  });

  test.each(['zip the folder Nonsense', 'delete nonsense', 'move the nonsense folder to Backups'])(
    'one that is nowhere is said to be missing, with where it was looked for: %s',
    async (goal) => {
      const run = await program.propose(goal);
      expect(run).toMatchObject({ status: 'refused', error: { code: 'FILE_NOT_FOUND' }, steps: [] });
      expect(run.error?.details).toMatch(/^There is no .*“nonsense” in ~\/Documents, ~\/Desktop, .*or ~\/Videos\./iu);
    },
  );

  test.each([
    ['open Foobar', 'No application called “Foobar” is installed here.'],
    ['make me a sandwich', 'I don’t understand “sandwich”'],
    ['delete everything', 'Say what is to go to the trash'],
    ['zip Notes and delete it', '“it” could be the original or what was made of it.'],
  ])('what is no name is refused as before: %s', async (goal, say) => {
    const run = await program.propose(goal);
    expect(run).toMatchObject({ status: 'refused', error: { code: 'GOAL_NOT_UNDERSTOOD' } });
    expect(run.error?.details).toContain(say);
  });
});

describe('slips of the pen', () => {
  it('are mended where nothing is called as it was written, and the plan says how it was read', async () => {
    await put('Downloads/a.pdf');
    const goal = 'mvoe all pdfs from downlods to docments';
    const step = (await plan(goal)).steps.at(-1);
    expect(step?.title).toBe('Move a.pdf to ~/Documents');
    expect(step?.why).toBe(`You asked: “${goal}”. Read as “move all pdfs from downloads to documents”.`);
  });

  it('are none where something is called so', async () => {
    await put('Downloads/a.pdf', 'docments/x.txt');
    const step = (await plan('mvoe all pdfs from downloads to docments')).steps.at(-1);
    expect(step?.title).toBe('Move a.pdf to ~/docments');
    expect(step?.why).toContain('Read as “move all pdfs from downloads to docments”.');
  });

  it('in what is said between parts, where it is no name', async () => {
    await put('a.txt', 'Downloads/b.txt');
    expect(
      (await plan('moev ~/a.txt to ~/Old adn tehn list the files in ~/Downloads')).steps.map(({ title }) => title),
    ).toEqual(['Create the folder ~/Old', 'Move a.txt to ~/Old', 'List the files in ~/Downloads']);
  });
});

describe('what a goal hangs on', () => {
  it('is not there where nothing has its name, and where it was looked for is said', async () => {
    expect(await program.propose('if nowhere.pdf exists, delete it')).toMatchObject({
      steps: [],
      sentence: expect.stringMatching(/^There is no nowhere\.pdf in ~\/Documents, .* so nothing was to be done\.$/u),
    });
    const run = await plan('unless nowhere.pdf exists, create a folder ~/Trial');
    expect(run.steps[0]?.why).toMatch(/There is no nowhere\.pdf in ~\/Documents, /u);
  });

  it('is the file of its name where one has it', async () => {
    await put('Downloads/report.pdf');
    const run = await plan('if report.pdf exists, move it to Documents');
    expect(run.steps[0]?.args['files']).toEqual([at('Downloads/report.pdf')]);
    expect(run.steps[0]?.why).toContain('report.pdf was found in ~/Downloads.');
  });
});

describe('“it” after a search', () => {
  const goal = 'find the keys and delete it';

  it('is the only one that was found', async () => {
    await put('Documents/keys.txt');
    expect((await plan(goal)).steps.at(-1)?.args['files']).toEqual([at('Documents/keys.txt')]);
  });

  it('is asked for where several were, and nothing else is taken', async () => {
    await put('Documents/house-keys.txt', 'Documents/keys.txt');
    const run = await program.propose(goal);
    expect(run.question).toMatchObject({
      ask: '2 files were found. Which one is meant?',
      candidates: [
        { id: at('Documents/house-keys.txt'), label: '~/Documents/house-keys.txt' },
        { id: at('Documents/keys.txt'), label: '~/Documents/keys.txt' },
        { id: 'all', label: 'All 2' },
      ],
    });
    const answered = async (candidateId: string): Promise<unknown> => {
      const { id: runId, question } = await program.propose(goal);
      await program.sonny.dispatch({ type: 'run.answer', runId, questionId: question?.id ?? '', candidateId });
      return (await program.settled(runId)).steps.at(-1)?.args['files'];
    };
    expect(await answered(at('Documents/keys.txt'))).toEqual([at('Documents/keys.txt')]);
    expect(await answered('all')).toEqual([at('Documents/house-keys.txt'), at('Documents/keys.txt')]);
  });

  it('“them” are all of them', async () => {
    await put('Documents/house-keys.txt', 'Documents/keys.txt');
    expect((await plan('find the keys and delete them')).steps.at(-1)?.args['files']).toHaveLength(2);
  });
});

describe('a folder whose name is a slip away', () => {
  const asked = async (goal: string): Promise<RunView['question']> => (await program.propose(goal)).question;

  it('is asked about, and is meant once a person says so', async () => {
    await put('Documents/Invoices/a.pdf');
    const run = await program.propose('copy all pdfs in the folder Invoces to Desktop');
    expect(run.question).toMatchObject({
      ask: 'There is no folder “Invoces”. Did you mean ~/Documents/Invoices?',
      candidates: [{ id: at('Documents/Invoices') }],
    });
    const answer = { questionId: run.question?.id ?? '', candidateId: at('Documents/Invoices') };
    await program.sonny.dispatch({ type: 'run.answer', runId: run.id, ...answer });
    expect((await program.settled(run.id)).steps.at(-1)?.args['files']).toEqual([at('Documents/Invoices/a.pdf')]);
  });

  it('comes first where one could be made as well', async () => {
    await put('Documents/Invoices/a.pdf', 'Downloads/b.pdf');
    const question = await asked('move ~/Downloads/b.pdf to Invoces');
    expect(question?.ask).toContain('Did you mean ~/Documents/Invoices, or where is a new one to be made?');
    expect(question?.candidates.map(({ id }) => id).slice(0, 2)).toEqual([
      at('Documents/Invoices'),
      at('Documents/Invoces'),
    ]);
  });

  it.each([
    ['several are', ['Documents/Invoices/a.pdf', 'Desktop/invoice/b.pdf'], 'Invoics'],
    ['its figures are others', ['Documents/Tax 2024/a.pdf'], 'Tax 2025'],
    ['it is a file', ['Documents/Invoices'], 'Invoces'],
    ['it is another word', ['Documents/Holiday/a.pdf'], 'Invoces'],
  ])('is not offered where %s', async (_, files, name) => {
    await put(...files);
    const run = await program.propose(`find all pdfs in the folder ${name}`);
    expect(run).toMatchObject({ status: 'refused', error: { code: 'FILE_NOT_FOUND' } });
  });
});

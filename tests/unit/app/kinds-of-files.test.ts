import { readFileSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

/** All of it is ASCII, as are the PDFs that some programs write. */
const PDF = '%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n';

let program: SimulatedProgram;
const put = async (name: string, bytes: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(join(program.home, name)), { recursive: true });
  await writeFile(join(program.home, name), bytes);
};
const all = async (): Promise<Readonly<Record<string, string>>> => {
  const found = await readdir(program.home, { recursive: true, withFileTypes: true });
  const paths = found.filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(path, 'latin1')]));
};

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  for (const name of ['Papers/a.pdf', 'Papers/b.pdf', 'Documents/contract.pdf', 'Documents/notes'])
    await put(name, PDF);
});
afterEach(() => program.dispose());

describe('a text is no other kind of document, so before anything is done a plan is refused that', () => {
  it.each([
    [
      'merge the PDFs in ~/Papers into ~/Documents/all.pdf',
      'I put the texts of files together, and a text is no PDF: ~/Documents/all.pdf would be one by its name alone. Put them into a text file, such as ~/Documents/all.txt.',
      ['merge the PDFs in ~/Papers into ~/Documents/all.txt'],
    ],
    [
      'join ~/Papers/a.pdf and ~/Papers/b.pdf into ~/Papers/j.pdf',
      'I put the texts of files together, and a text is no PDF: ~/Papers/j.pdf would be one by its name alone. Put them into a text file, such as ~/Papers/j.txt.',
      ['join ~/Papers/a.pdf and ~/Papers/b.pdf into ~/Papers/j.txt'],
    ],
    [
      'save "hello" as ~/Documents/y.docx',
      'A text is no Word document: ~/Documents/y.docx would be one by its name alone. Use a text file, such as ~/Documents/y.txt.',
      ['save "hello" as ~/Documents/y.txt'],
    ],
    [
      'create a file ~/Documents/Photo.JPG',
      'A text is no picture: ~/Documents/Photo.JPG would be one by its name alone. Use a text file, such as ~/Documents/Photo.txt.',
      ['create a file ~/Documents/Photo.txt'],
    ],
    [
      'add the line "x" to ~/Documents/new.gz',
      'A text is no archive: ~/Documents/new.gz would be one by its name alone. Use a text file, such as ~/Documents/new.txt.',
      ['add the line "x" to ~/Documents/new.txt'],
    ],
    [
      'save the text of http://127.0.0.1:9/a as ~/Documents/a.pdf',
      'A text is no PDF: ~/Documents/a.pdf would be one by its name alone. Use a text file, such as ~/Documents/a.txt.',
      ['save the text of http://127.0.0.1:9/a as ~/Documents/a.txt'],
    ],
  ])('makes one by its name alone, and a text file is offered: %s', async (goal, details, suggestions) => {
    const before = await all();
    const run = await program.propose(goal);
    expect(run).toMatchObject({ status: 'refused', error: { code: 'PLAN_DOES_NOT_HOLD', details }, suggestions });
    expect(await all()).toEqual(before);
    for (const other of suggestions) expect((await program.propose(other)).approval).toBeDefined();
  });

  it('offers a name that is free', async () => {
    await put('Documents/all.txt', 'mine');
    const run = await program.propose('merge the PDFs in ~/Papers into ~/Documents/all.pdf');
    expect(run.suggestions).toEqual(['merge the PDFs in ~/Papers into "~/Documents/all (2).txt"']);
  });

  it.each([
    ['add the line "signed" to ~/Documents/contract.pdf', '~/Documents/contract.pdf is a PDF by its name'],
    ['replace "obj" with "b" in ~/Documents/contract.pdf', '~/Documents/contract.pdf is a PDF by its name'],
    ['replace "none" with "b" in ~/Documents/contract.pdf', '~/Documents/contract.pdf is a PDF by its name'],
    ['add the line "signed" to ~/Documents/notes', '~/Documents/notes is a PDF by its first bytes'],
    ['replace "obj" with "b" in ~/Documents/notes', '~/Documents/notes is a PDF by its first bytes'],
  ])('changes one as if it were a text: %s', async (goal, what) => {
    const before = await all();
    const run = await program.propose(goal);
    const details = `I change plain text only, and ${what}. Change it in a program for such files.`;
    expect(run).toMatchObject({ status: 'refused', error: { code: 'PLAN_DOES_NOT_HOLD', details }, suggestions: [] });
    expect(await all()).toEqual(before);
  });

  it('saves one that an editor of plain text has opened', async () => {
    const goal = 'open ~/Documents/contract.pdf in the text editor and write "signed" in it and save it';
    const run = await program.propose(goal);
    const details =
      'I change plain text only, and ~/Documents/contract.pdf is a PDF by its name. Change it in a program for such files.';
    expect(run).toMatchObject({ status: 'refused', error: { code: 'PLAN_DOES_NOT_HOLD', details } });
  });

  it.each([
    ['latin', Buffer.from([0x61, 0xe9, 0x0a])],
    ['utf16.txt', Buffer.from('\uFEFFhello\n', 'utf16le')],
    ['packed', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0])],
    ['zeros', Buffer.from('a\0b')],
  ])('adds to what is no text that it can change: %s', async (name, bytes) => {
    await put(`Documents/${name}`, bytes);
    const before = await all();
    const run = await program.propose(`add the line "x" to ~/Documents/${name}`);
    const details = `I change plain text in UTF-8 of up to 8 MB, and ~/Documents/${name} is none. Change it in its own program, or save it as such a text first.`;
    expect(run).toMatchObject({ status: 'refused', error: { code: 'PLAN_DOES_NOT_HOLD', details } });
    expect(`${run.error?.say} ${run.error?.hint}`).not.toMatch(/doctor|machine/u);
    expect(await all()).toEqual(before);
  });

  it.each([
    'write "hello" in the text editor and save it as ~/Documents/x.pdf',
    'write "hello" in the text editor and save it as ~/Documents/x.odt',
    'write "hello" in the text editor and save it as ~/Documents/x.png',
  ])('saves one from an editor of plain text: %s', async (goal) => {
    const run = await program.propose(goal);
    const [name = ''] = /x\.\w+$/u.exec(goal) ?? [];
    const what = { 'x.pdf': 'PDF', 'x.odt': 'OpenDocument text', 'x.png': 'picture' }[name];
    const details = `Text Editor saves no ${what} from its own dialog: ~/Documents/${name} would be one by its name alone. Use a text file, such as ~/Documents/x.txt.`;
    const suggestions = ['write "hello" in the text editor and save it as ~/Documents/x.txt'];
    expect(run).toMatchObject({ status: 'refused', error: { code: 'PLAN_DOES_NOT_HOLD', details }, suggestions });
  });
});

it.each(['a.txt', 'a.md', 'a.csv', 'a.svg', 'a.html', 'a.json', 'notes', '.gz', 'a.pdf.txt', 'v1.2'])(
  'a text may be called %s',
  async (name) => {
    const run = await program.run(`save "hello" as ~/Papers/${name}`);
    expect([run.status, run.error?.details]).toEqual(['done', undefined]);
  },
);

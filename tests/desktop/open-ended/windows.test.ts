import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { RunView } from '../../../shared/protocol/run.ts';
import { act, DONE, openWorkbench, type Shown, type Workbench } from './workbench.ts';

const exec = promisify(execFile);

/** Work that is chosen as it goes, in applications that nothing was written for. */
let bench: Workbench;
beforeAll(async () => (bench = await openWorkbench()), 60_000);
afterAll(() => bench.dispose());

/** What a test leaves open is not the next one's. */
afterEach(async () => {
  for (const { pid } of await bench.desk.second.windows()) process.kill(pid);
  await vi.waitUntil(async () => (await windows()).length === 0, { timeout: 10_000 });
});

const document = (name: string): string => join(bench.desk.home, 'Documents', name);
const inner = (run: RunView): RunView['steps'] => run.steps.filter(({ within }) => within !== undefined);
const statuses = (run: RunView): string[] => inner(run).map(({ title, status }) => `${status}: ${title}`);
const windows = async (): Promise<string[]> => (await bench.desk.second.windows()).map(({ title }) => title);

/** Takes a run back and looks whether nothing of it is left open. */
const undone = async (run: RunView): Promise<RunView> => {
  const back = await bench.desk.undo(run.id);
  console.log(
    back.steps
      .map((x) => [x.id, x.title, x.status, JSON.stringify(x.evidence.map((e) => e.say)), x.error?.details].join(' | '))
      .join('\n'),
  );
  expect(await windows()).toEqual([]);
  return back;
};

test('galculator adds, and the display says so', { timeout: 40_000 }, async () => {
  bench.work(({ id }, turn) =>
    turn === 0
      ? act({ do: 'press', elements: ['1', '2', '+', '3', '0', '='].map((key) => id(`toggle button "${key}"`)) })
      : DONE,
  );
  const run = await bench.desk.run('use the calculator to "add 12 and 30"');
  expect(inner(run).map(({ status }) => status)).toEqual(['verified']);
  expect(inner(run)[0]?.outputs?.['text']).toMatch(/(?<!\d)42(?!\d)/u);
  expect((await undone(run)).status).toBe('undone');
});

test('Mousepad replaces through its menus and its dialog, and the file has it', { timeout: 60_000 }, async () => {
  await writeFile(document('pets.txt'), 'cat and cat\n');
  bench.work(
    ({ id }, turn) =>
      [
        () => act({ do: 'click', element: id('menu "Search"') }, { do: 'wait', name: 'Find and Replace...' }),
        () => act({ do: 'click', element: id('menu item "Find and Replace..."') }),
        () =>
          act(
            { do: 'fill', element: id('text "Search for"'), text: 'cat' },
            { do: 'fill', element: id('text "Replace with"'), text: 'dog' },
            { do: 'click', element: id('check box "Replace all in:"') },
            { do: 'wait', name: 'Replace All' },
          ),
        () => act({ do: 'click', element: id('push button "Replace All"') }),
        () => act({ do: 'click', element: id('push button "Close"') }, { do: 'save' }),
      ][turn]?.() ?? DONE,
  );
  const run = await bench.desk.run('open ~/Documents/pets.txt in Mousepad and use it to "replace every cat by a dog"');
  expect(await readFile(document('pets.txt'), 'utf8'), statuses(run).join('\n')).toBe('dog and dog\n');
  // Every act that can't be taken back was asked about by itself.
  const asked = [...inner(run)].filter(({ risk }) => risk === 'R4').map(({ title }) => title.split('”')[0]);
  expect(asked).toEqual(['Click “Find and Replace...', 'Click “Replace all in:', 'Click “Replace All', 'Click “Close']);
  // The clicks can't be taken back, so the editor shows what the file held: it may not want to close without a word.
  await bench.desk.undo(run.id);
  expect(await readFile(document('pets.txt'), 'utf8')).toBe('cat and cat\n');
});

test('Mousepad writes what a file says and saves it where the goal says', { timeout: 40_000 }, async () => {
  await writeFile(document('names.txt'), 'Ada\nGrace\n');
  bench.work(({ text }, turn) => {
    if (turn > 0) return DONE;
    const names = ['Ada', 'Grace'].filter((name) => text.includes(name));
    return act({ do: 'write', text: `Dear ${names.join(' and ')},` }, { do: 'save', path: document('letter.txt') });
  });
  const run = await bench.desk.run(
    'read ~/Documents/names.txt and then use Mousepad to "greet them in a letter, saved as ~/Documents/letter.txt"',
  );
  expect(await readFile(document('letter.txt'), 'utf8'), statuses(run).join('\n')).toBe('Dear Ada and Grace,');
  await undone(run);
  await expect(readFile(document('letter.txt'))).rejects.toThrow('ENOENT');
});

test('LibreOffice Calc gets a table with a formula, and reckons it', { timeout: 90_000 }, async () => {
  const table = 'Item\tPrice\nPear\t2\nPlum\t3\nSum\t=SUM(B2:B3)';
  bench.work(
    ({ text, id }, turn) =>
      [
        () => act({ do: 'keys', chord: 'Control+v' }),
        () => (text.includes('push button "OK"') ? act({ do: 'click', element: id('push button "OK"') }) : DONE),
        () => act({ do: 'save', path: document('prices.ods') }),
      ][turn]?.() ?? DONE,
  );
  const run = await bench.desk.run(
    `copy "${table}" to the clipboard and then use LibreOffice Calc to "paste the table and save it as ~/Documents/prices.ods"`,
  );
  const content = unzipSync(await readFile(document('prices.ods')))['content.xml'];
  const xml = new TextDecoder().decode(content);
  expect(xml, statuses(run).join('\n')).toMatch(/table:formula="of:=SUM\(\[\.B2:\.B3\]\)"[^>]*office:value="5"/u);
  await undone(run);
  await expect(readFile(document('prices.ods'))).rejects.toThrow('ENOENT');
});

test(
  'of a terminal, which tells no elements, a picture and the words on it are shown',
  { timeout: 60_000 },
  async () => {
    const { model } = await bench.desk.sonny.dispatch({ type: 'settings.get' });
    await bench.desk.sonny.dispatch({ type: 'settings.set', settings: { model: { ...model, sees: true } } });
    let seen = '';
    bench.work(({ text }, turn) => {
      seen = text;
      return turn === 0 ? act({ do: 'write', text: 'Greetings from Sonny' }) : DONE;
    });
    const run = await bench.desk.run('use XTerm to "write a greeting"');
    await bench.desk.sonny.dispatch({ type: 'settings.set', settings: { model } });
    expect(seen, statuses(run).join('\n')).toMatch(/words "[^"]+" at \d+, \d+/u);
    expect(JSON.stringify(bench.server.requests.at(-1)?.body)).toContain('data:image/jpeg;base64,');
    await bench.desk.undo(run.id);
  },
);

test('what is done once more after an undo asks no model', { timeout: 40_000 }, async () => {
  bench.work((_, turn) => (turn === 0 ? act({ do: 'write', text: 'Once.' }) : DONE));
  const run = await bench.desk.run('use Mousepad to "write a word"');
  await undone(run);
  const before = bench.server.requests.length;
  await bench.desk.sonny.dispatch({ type: 'run.redo', runId: run.id });
  const again = await bench.desk.approve(run.id);
  expect(statuses(again)).toEqual([expect.stringMatching(/^verified: Write “Once\.”/u)]);
  expect(bench.server.requests.length).toBe(before);
  await undone(again);
});

test('a setting is changed in a dialog, each click asked about, and changed back', { timeout: 60_000 }, async () => {
  const clicks = (box: string) => (shown: Shown, turn: number) =>
    [
      () => act({ do: 'click', element: shown.id('menu "Edit"') }, { do: 'wait', name: 'Preferences...' }),
      () => act({ do: 'click', element: shown.id('menu item "Preferences..."') }, { do: 'wait', name: box }),
      () => act({ do: 'click', element: shown.id(`check box "${box}"`) }),
      () => act({ do: 'click', element: shown.id('push button "Close"') }),
    ][turn]?.() ?? DONE;
  const setting = async (): Promise<string> =>
    (
      await exec('gsettings', ['get', 'org.xfce.mousepad.preferences.view', 'show-line-numbers'], {
        env: bench.desk.env,
      })
    ).stdout;
  const before = await setting();
  for (const after of [before === 'true\n' ? 'false\n' : 'true\n', before]) {
    bench.work(clicks('Show line numbers'));
    const run = await bench.desk.run('use Mousepad to "show line numbers, or no longer"');
    await expect.poll(setting, { message: statuses(run).join('\n') }).toBe(after);
    await bench.desk.undo(run.id);
  }
});

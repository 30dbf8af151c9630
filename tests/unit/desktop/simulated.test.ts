import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createDesktopPerformers } from '../../../automation/desktop/performers/desktop-performers.ts';
import {
  createSimulatedDriver,
  SIMULATED_APPLICATIONS,
  type Fault,
  type SimulatedOptions,
} from '../../../automation/desktop/simulated/index.ts';
import { createSnapshots } from '../../../automation/files/snapshots.ts';
import type { Driver } from '../../../shared/ports/driver.ts';
import type { Call, Json, Performed, Undone } from '../../../shared/ports/performer.ts';
import type { Progress } from '../../../shared/ports/progress.ts';

const TEXT = 'Buy milk: 2 l @ 1.09 € — {ok} 日本';
let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'sonny-simulated-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const progress = (): Progress => ({
  signal: new AbortController().signal,
  deadline: Date.now() + 4_000,
  log: () => undefined,
});

interface Desk {
  readonly driver: Driver;
  do(skill: string, args: Record<string, Json>): Promise<Performed>;
  undo(skill: string, args: Record<string, Json>, receipt: Json): Promise<Undone>;
  open(id: string, more?: Record<string, Json>): Promise<Json>;
}

/** The real performers on a simulated desktop whose editor saves to a real folder. */
const desk = (options: SimulatedOptions = {}): Desk => {
  const files = {
    writeFile: (path: string, text: string) => writeFile(path, text),
    readFile: (path: string) => readFile(path, 'utf8').catch(() => null),
  };
  const driver = createSimulatedDriver({ files, ...options });
  const performers = createDesktopPerformers({
    driver,
    clock: createSystemClock(),
    snapshots: createSnapshots({ folder: join(folder, 'snapshots'), maxBytes: 1_000_000, discard: unlink }),
    ownWindow: () => false,
    pictures: folder,
  });
  const call = (skill: string, args: Record<string, Json>): Call => ({ skill, args, key: 'k' });
  const performer = (skill: string) => {
    const found = performers.find(({ skills }) => skills.includes(skill));
    if (!found) throw new Error(`nobody does ${skill}`);
    return found;
  };
  const act: Desk['do'] = (skill, args) => performer(skill).perform(call(skill, args), progress());
  return {
    driver,
    do: act,
    undo: (skill, args, receipt) => performer(skill).undo(call(skill, args), receipt, progress()),
    async open(id, more = {}) {
      const application = SIMULATED_APPLICATIONS.find((one) => one.id === `simulated.${id}`);
      const { name = '', command = [], windowClass = '' } = application ?? {};
      const { outputs } = await act('app.open', {
        app: `simulated.${id}`,
        name,
        command: [...command],
        windowClass,
        ...more,
      });
      return outputs['window'] ?? null;
    },
  };
};

const faulty = (...faults: readonly Fault[]): Desk => desk({ faults });
const code = (wanted: string): object => expect.objectContaining({ name: 'SonnyError', code: wanted });

describe('the performers on the simulated desktop', () => {
  test('write a note, save it under a name, and take both back', async () => {
    const here = desk();
    const path = join(folder, 'note.txt');
    const window = await here.open('editor');
    const written = await here.do('text.write', { window, text: TEXT });
    expect(written.status).toBe('done');
    const saved = await here.do('document.save-as', { window, path });
    expect(await readFile(path, 'utf8')).toBe(TEXT);
    expect((await here.undo('document.save-as', { window, path }, saved.receipt)).status).toBe('undone');
    expect(existsSync(path)).toBe(false);
    expect((await here.undo('text.write', { window, text: TEXT }, written.receipt)).status).toBe('undone');
    expect((await here.do('text.read', { window })).outputs).toEqual({ text: '' });
  });

  test('replace a file only when that is said', async () => {
    const here = desk();
    const path = join(folder, 'note.txt');
    await writeFile(path, 'earlier');
    const window = await here.open('editor');
    await here.do('text.write', { window, text: TEXT });
    await expect(here.do('document.save-as', { window, path })).rejects.toEqual(code('FILE_EXISTS'));
    const saved = await here.do('document.save-as', { window, path, replace: true });
    expect(await readFile(path, 'utf8')).toBe(TEXT);
    await here.undo('document.save-as', { window, path }, saved.receipt);
    expect(await readFile(path, 'utf8')).toBe('earlier');
  });

  test('open a file and save it in place', async () => {
    const here = desk();
    const path = join(folder, 'list.txt');
    await writeFile(path, 'eggs');
    const window = await here.open('editor', { file: path });
    expect((await here.do('text.read', { window })).outputs).toEqual({ text: 'eggs' });
    await here.do('text.replace', { window, find: 'eggs', with: 'tea' });
    await here.do('document.save', { window, path });
    expect(await readFile(path, 'utf8')).toBe('tea');
  });

  test('calculate, and read a page’s title', async () => {
    const here = desk({ pages: { 'https://example.org/': { title: 'Example', text: 'An example.' } } });
    const calculator = await here.open('calculator');
    const names = ['1', '2', '.', '5', '×', '8', '+', '2', '='];
    const pressed = await here.do('element.press-all', { window: calculator, names, expect: '102' });
    expect(pressed).toMatchObject({ status: 'done', outputs: { text: '102' } });
    const command = ['simulated-browser'];
    const page = await here.do('page.open', { url: 'https://example.org/', command, windowClass: 'simulated-browser' });
    const title = await here.do('page.read-title', { window: page.outputs['window'] ?? null });
    expect(title.outputs).toEqual({ title: 'Example' });
  });

  test('what goes into a terminal arrives once and is said to be unverified', async () => {
    const received: string[] = [];
    const here = desk({ terminalReceived: (text) => received.push(text) });
    const window = await here.open('terminal');
    expect((await here.do('text.write', { window, text: TEXT })).status).toBe('unverified');
    expect(received).toEqual([TEXT]);
  });
});

describe('an application that', () => {
  test('hangs is an error before the deadline', async () => {
    const { driver } = faulty({ app: 'simulated-editor', kind: 'hangs', after: 1 });
    const { window } = await driver.launch(['simulated-editor'], 'simulated-editor', progress());
    expect((await driver.enterText(window.id, TEXT, 'insert', null, progress())).status).toBe('verified');
    const more = driver.enterText(window.id, 'more', 'insert', null, progress());
    await expect(more).rejects.toEqual(code('NOT_RESPONDING'));
    expect((await driver.windows(progress())).map(({ id }) => id)).toEqual([window.id]);
  });

  test('closes in between gets no input elsewhere', async () => {
    const here = faulty({ app: 'simulated-editor', kind: 'closes' });
    const window = await here.open('editor');
    const other = await here.open('calculator');
    await expect(here.do('text.write', { window, text: TEXT })).rejects.toEqual(code('TARGET_GONE'));
    expect((await here.do('text.read', { window: other })).outputs).toEqual({ text: '0' });
  });

  test('lies about saving is found out by the file', async () => {
    const here = faulty({ app: 'simulated-editor', kind: 'lies' });
    const path = join(folder, 'never.txt');
    const window = await here.open('editor');
    await here.do('text.write', { window, text: TEXT });
    await expect(here.do('document.save-as', { window, path })).rejects.toEqual(code('DEADLINE'));
    expect(existsSync(path)).toBe(false);
  });

  test('changes its title is still the same window', async () => {
    const here = faulty({ app: 'simulated-editor', kind: 'retitles' });
    const window = await here.open('editor');
    await here.do('text.write', { window, text: 'one ' });
    expect((await here.do('text.write', { window, text: 'two' })).status).toBe('done');
    expect((await here.driver.windows(progress()))[0]?.title).toBe('*Untitled 1 - Text Editor (2)');
  });
});

test('two windows of one title are two windows', async () => {
  const here = desk();
  const first = await here.open('editor');
  const second = await here.open('editor');
  await here.do('text.write', { window: second, text: TEXT });
  const titles = (await here.driver.windows(progress())).map(({ title }) => title.replace('*', ''));
  expect(new Set(titles).size).toBe(1);
  expect((await here.do('text.read', { window: first })).outputs).toEqual({ text: '' });
});

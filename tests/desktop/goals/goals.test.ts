import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeLeftOpen } from '../scenarios/left-open.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openPricesPage, type PricesPage } from '../scenarios/prices-page.ts';
import { odtText } from '../scenarios/second-path.ts';
import { createDesk, type Desk } from './desk.ts';

const NOTE = 'Buy milk: 2 l @ 1.09 € — {ok} 日本';

let desk: Desk;
let page: PricesPage;

beforeAll(async () => {
  desk = await createDesk();
  page = await openPricesPage();
}, 60_000);

afterAll(async () => {
  page.close();
  await desk.dispose();
}, 60_000);
afterEach(() => closeLeftOpen(desk.second));

/** Runs a goal to a verified end, lets the test look at the world, undoes it, and compares the world with before. */
const doneAndUndone = async (goal: string, look: (run: RunView) => Promise<void>): Promise<void> => {
  const before = await desk.fingerprint();
  const run = await desk.run(goal);
  expect.soft(run, run.sentence).toMatchObject({ status: 'done' });
  expect.soft(run.steps.filter((s) => s.status !== 'verified').map((s) => [s.title, s.error, s.evidence])).toEqual([]);
  await look(run);
  const undone = await desk.undo(run.id);
  expect.soft(undone.steps.filter((s) => s.error).map((s) => [s.title, s.error])).toEqual([]);
  expect(undone.status).toBe('undone');
  expect(await desk.fingerprint()).toEqual(before);
};

const files = (...names: string[]): Promise<void[]> =>
  Promise.all(
    names.map(async (name) => {
      const path = join(desk.home, name);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, `content of ${name}`);
    }),
  );

describe('eleven goals on real applications', { timeout: 120_000 }, () => {
  it('1. writes a note in the text editor and saves it, byte for byte', () =>
    doneAndUndone(`write "${NOTE}" in the text editor and save it as ~/Documents/shopping.txt`, async (run) => {
      expect(await readFile(join(desk.home, 'Documents/shopping.txt'), 'utf8')).toBe(NOTE);
      expect(run.sentence).toBe('Done: each of 3 steps was verified in its own way.');
    }));

  it('2. the same in FeatherPad', () =>
    doneAndUndone(`write "${NOTE}" in FeatherPad and save it as ~/Documents/feather.txt`, async () => {
      expect((await readFile(join(desk.home, 'Documents/feather.txt'), 'utf8')).replace(/\n$/, '')).toBe(NOTE);
    }));

  it('3. a paragraph in LibreOffice Writer, saved as .odt', () =>
    doneAndUndone(`write "${NOTE}" in LibreOffice Writer and save it as ~/Documents/letter.odt`, async () => {
      expect(await odtText(join(desk.home, 'Documents/letter.odt'))).toBe(NOTE);
    }));

  it('4. calculates with the calculator’s own buttons', () =>
    doneAndUndone('calculate 12.5 × 8 in galculator', async (run) => {
      const press = run.steps.find((s) => s.skill === 'element.press-all');
      expect(press?.outputs?.['text']).toBe('100');
    }));

  it('5. moves all PDFs, one name colliding', async () => {
    await files('Downloads/a.pdf', 'Downloads/b.PDF', 'Downloads/c.txt', 'Papers/a.pdf');
    await doneAndUndone('move all PDFs in ~/Downloads to ~/Papers', async () => {
      expect((await readdir(join(desk.home, 'Papers'))).toSorted()).toEqual(['a (2).pdf', 'a.pdf', 'b.PDF']);
      expect(await readdir(join(desk.home, 'Downloads'))).toEqual(['c.txt']);
      expect(await readFile(join(desk.home, 'Papers/a.pdf'), 'utf8')).toBe('content of Papers/a.pdf');
    });
  });

  it('6. renames 50 files by pattern, after asking for just that', async () => {
    await files(...Array.from({ length: 50 }, (_, i) => `Photos/DSC_${1000 + i}.jpg`));
    const plan = await desk.propose('rename all files in ~/Photos to "holiday-{n:3}.{ext}"');
    expect(plan.steps[0]).toMatchObject({ risk: 'R3', asks: true });
    await desk.sonny.dispatch({ type: 'run.cancel', runId: plan.id });
    await doneAndUndone('rename all files in ~/Photos to "holiday-{n:3}.{ext}"', async () => {
      const names = (await readdir(join(desk.home, 'Photos'))).toSorted();
      expect([names.length, names[0], names[49]]).toEqual([50, 'holiday-001.jpg', 'holiday-050.jpg']);
      expect(await readFile(join(desk.home, 'Photos/holiday-001.jpg'), 'utf8')).toBe('content of Photos/DSC_1000.jpg');
    });
  });

  it('7. tiles two windows left and right', async () => {
    const editor = await desk.run('open Mousepad');
    const calculator = await desk.run('open FeatherPad');
    await doneAndUndone('tile Mousepad and FeatherPad left and right', async () => {
      const windows = await desk.second.windows();
      const [left, right] = await Promise.all(
        ['mousepad', 'featherpad'].map(async (app) => {
          const found = windows.find((w) => w.windowClass.toLowerCase().startsWith(app));
          return desk.second.frame(found?.id ?? 0);
        }),
      );
      expect(left).toMatchObject({ x: 0, y: 0 });
      expect(Math.abs((left?.width ?? 0) - 640)).toBeLessThanOrEqual(2);
      expect(Math.abs((right?.x ?? 0) - 640)).toBeLessThanOrEqual(2);
      expect(Math.abs((right?.width ?? 0) - 640)).toBeLessThanOrEqual(2);
    });
    await desk.undo(calculator.id);
    await desk.undo(editor.id);
  });

  it('8. copies text from one application to another', async () => {
    const written = await desk.run(`write "${NOTE}" in Mousepad`);
    await doneAndUndone('copy the text from Mousepad to FeatherPad and save it as ~/Documents/copied.txt', async () => {
      expect((await readFile(join(desk.home, 'Documents/copied.txt'), 'utf8')).replace(/\n$/, '')).toBe(NOTE);
    });
    await desk.undo(written.id);
  });

  it('9. zips a folder', async () => {
    await files('Project/readme.md', 'Project/src/main.ts', 'Project/日本 notes.txt');
    await doneAndUndone('zip the folder ~/Project as ~/project.zip', async () => {
      const entries = unzipSync(await readFile(join(desk.home, 'project.zip')));
      const texts = Object.entries(entries)
        .filter(([name]) => !name.endsWith('/'))
        .map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]);
      expect(texts.toSorted()).toEqual([
        ['Project/readme.md', 'content of Project/readme.md'],
        ['Project/src/main.ts', 'content of Project/src/main.ts'],
        ['Project/日本 notes.txt', 'content of Project/日本 notes.txt'],
      ]);
    });
  });

  it('10. opens a page in Chromium and reads its title', () =>
    doneAndUndone(`open ${page.address} in the browser and read its title`, async (run) => {
      expect(run.steps.at(-1)?.outputs?.['title']).toBe('Prices for Tuesday');
    }));

  it('11. three of these, one after another', async () => {
    const goal = `create the folder ~/Notes and then write "${NOTE}" in the text editor and save it as ~/Notes/list.txt and then zip the folder ~/Notes as ~/notes.zip`;
    await doneAndUndone(goal, async () => {
      const entries = unzipSync(await readFile(join(desk.home, 'notes.zip')));
      expect(new TextDecoder().decode(entries['Notes/list.txt'])).toBe(NOTE);
    });
  });
});

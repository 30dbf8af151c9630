import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Driver, Window } from '../../shared/ports/driver.ts';
import type { Progress } from '../../shared/ports/progress.ts';

/** A desktop to try a driver on. */
export interface Stage {
  readonly driver: Driver;
  open(kind: 'editor' | 'calculator' | 'terminal'): Promise<Window>;
  /** A path in a folder that is there, for saving. */
  path(name: string): string;
  /** What is saved at a path; null: no file. Never asks the driver. */
  saved(path: string): Promise<string | null>;
  dispose(): Promise<void>;
}

const progress = (milliseconds = 30_000, signal = new AbortController().signal): Progress => ({
  signal,
  deadline: Date.now() + milliseconds,
  log: () => undefined,
});
const code = (wanted: string): object => expect.objectContaining({ name: 'SonnyError', code: wanted });
const HOSTILE = ['Buy milk: 2 l @ 1.09 € — {ok} 日本', '👩‍👩‍👧 e\u0301 שלום', 'i dont -- "quote"', 'one\ttwo\n\nlast'];

const PATIENCE = 20_000;
const PULSE = 25;

/** Looks until something is there. */
const eventually = async <T>(what: string, look: () => Promise<T | null | undefined>): Promise<T> => {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PULSE));
  }
};

/** What every driver does, whatever the desktop behind it. */
export const driverContract = (name: string, make: () => Promise<Stage>): void => {
  describe(`driver: ${name}`, { timeout: 60_000 }, () => {
    let stage: Stage;
    let driver: Driver;
    let editor: Window;
    const listed = async (id: number): Promise<Window | undefined> =>
      (await driver.windows(progress())).find((window) => window.id === id);
    const read = (): Promise<string | null> => driver.readText(editor.id, null, progress());
    const write = async (text: string): Promise<void> =>
      void (await driver.enterText(editor.id, text, 'replace', null, progress()));

    beforeAll(async () => {
      stage = await make();
      driver = stage.driver;
      editor = await stage.open('editor');
    }, 60_000);
    afterAll(() => stage?.dispose());

    test('lists a window that was opened, with its process and title', async () => {
      expect(await listed(editor.id)).toMatchObject({ pid: editor.pid, app: editor.app, dialog: false });
    });

    test('gives the focus, and exactly one window is active', async () => {
      const other = await stage.open('calculator');
      for (const { id } of [editor, other]) {
        expect((await driver.focus(id, progress())).status).toBe('verified');
        const active = (await driver.windows(progress())).filter((window) => window.active);
        expect(active.map((window) => window.id)).toEqual([id]);
      }
    });

    test('places a window by its frame and tells where it is', async () => {
      const rect = { x: 60, y: 80, width: 600, height: 420 };
      expect((await driver.place(editor.id, rect, progress())).status).toBe('verified');
      expect((await listed(editor.id))?.rect).toEqual(rect);
    });

    test('minimises and brings back', async () => {
      for (const state of ['minimised', 'normal'] as const) {
        expect((await driver.setState(editor.id, state, progress())).status).toBe('verified');
        expect((await listed(editor.id))?.state).toBe(state);
      }
    });

    test('shows the text of an editor as an element, and filters by role', async () => {
      const texts = await driver.elements(editor.id, { role: 'text' }, progress());
      const document = texts.find(({ states }) => states.includes('editable') && states.includes('multi-line'));
      expect(document).toMatchObject({ role: 'text', rect: expect.anything() });
      expect(texts.every(({ role }) => role === 'text' || role === 'entry')).toBe(true);
      expect((await driver.elements(editor.id, {}, progress())).length).toBeGreaterThan(texts.length);
    });

    test('compares names without case and ellipsis', async () => {
      expect(await driver.elements(editor.id, { name: ' FILE… ' }, progress())).toHaveLength(1);
    });

    test.each(HOSTILE)('replaces the whole text exactly: %j', async (text) => {
      const result = await driver.enterText(editor.id, text, 'replace', null, progress());
      expect(result.status).toBe('verified');
      expect(result.evidence.some(({ holds }) => holds === true)).toBe(true);
      expect(await read()).toBe(text);
    });

    test('inserts at the caret and leaves the rest', async () => {
      await write('before');
      await driver.press(editor.id, 'Control+End', progress());
      expect((await driver.enterText(editor.id, ' 日本', 'insert', null, progress())).status).toBe('verified');
      expect(await read()).toBe('before 日本');
    });

    test('refuses what no application can be given, and touches nothing', async () => {
      await write('kept');
      expect((await driver.enterText(editor.id, 'a\0b', 'replace', null, progress())).status).toBe('refused');
      expect(await read()).toBe('kept');
    });

    test('the clipboard is what it was after entering text', async () => {
      await driver.writeClipboard('mine €', progress());
      await write('something else');
      expect(await driver.readClipboard(progress())).toBe('mine €');
    });

    test('keeps the clipboard and puts it back, an empty one too', async () => {
      await driver.writeClipboard('mine €', progress());
      const kept = await driver.keepClipboard(progress());
      await driver.writeClipboard('other', progress());
      expect((await driver.putClipboard(kept ?? { formats: [] }, progress())).status).toBe('verified');
      expect(await driver.readClipboard(progress())).toBe('mine €');
      expect((await driver.putClipboard({ formats: [] }, progress())).status).toBe('verified');
      expect(await driver.readClipboard(progress())).toBeNull();
    });

    test('never says of a terminal that a text was verified', async () => {
      const terminal = await stage.open('terminal');
      expect((await driver.enterText(terminal.id, 'echo €', 'insert', null, progress())).status).toBe('unverified');
      expect((await driver.enterText(terminal.id, 'x', 'replace', null, progress())).status).toBe('refused');
      expect(await driver.readText(terminal.id, null, progress())).toBeNull();
    });

    test('presses buttons by name and reads the display', async () => {
      const calculator = await stage.open('calculator');
      for (const key of ['1', '2', '.', '5', '*', '8', '=']) {
        const { status } = await driver.click(calculator.id, { role: 'push button', name: key }, progress());
        expect(['verified', 'unverified'], key).toContain(status);
      }
      expect(await driver.readText(calculator.id, null, progress())).toBe('100');
    });

    test('never guesses: a name that is missing, or a role that many have', async () => {
      const calculator = await stage.open('calculator');
      const display = await driver.readText(calculator.id, null, progress());
      await expect(driver.click(calculator.id, { name: 'no such button' }, progress())).rejects.toEqual(
        code('TARGET_MISSING'),
      );
      const many = driver.click(calculator.id, { role: 'push button' }, progress());
      await expect(many).rejects.toEqual(code('TARGET_AMBIGUOUS'));
      expect(await driver.readText(calculator.id, null, progress())).toBe(display);
    });

    test('refuses a point where another window is', async () => {
      const other = await stage.open('calculator');
      const { rect } = (await listed(other.id)) ?? other;
      await driver.place(editor.id, { x: rect.x, y: rect.y, width: 600, height: 420 }, progress());
      await driver.focus(other.id, progress());
      const at = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
      const click = { at, button: 'left', count: 1 } as const;
      expect((await driver.pointer(editor.id, click, progress())).status).toBe('refused');
    });

    test('saves through the dialog of the application', async () => {
      const path = stage.path('saved.txt');
      await write('Buy milk € 日本');
      const known = new Set((await driver.windows(progress())).map(({ id }) => id));
      await driver.press(editor.id, 'Control+Shift+s', progress());
      const dialog = await eventually('the dialog', async () =>
        (await driver.windows(progress())).find(({ id }) => !known.has(id)),
      );
      expect(dialog).toMatchObject({ title: 'Save As', dialog: true, pid: editor.pid });
      const named = await driver.enterText(dialog.id, path, 'replace', { role: 'text', name: 'Name' }, progress());
      expect(named.status).toBe('verified');
      // A dialog drops the key while its default button is still disabled.
      await eventually('Save to be enabled', async () => {
        const [save] = await driver.elements(dialog.id, { role: 'push button', name: 'Save' }, progress());
        return save?.states.includes('sensitive') ? true : null;
      });
      await driver.press(dialog.id, 'Return', progress());
      expect(await eventually('the file', () => stage.saved(path))).toBe('Buy milk € 日本');
      await eventually('the dialog to close', async () => ((await listed(dialog.id)) ? null : true));
    });

    test('closing is partial while the application asks about unsaved text', async () => {
      const asking = await stage.open('editor');
      await driver.enterText(asking.id, 'unsaved', 'replace', null, progress());
      expect((await driver.close(asking.id, progress())).status).toBe('partial');
      expect(await listed(asking.id)).toBeDefined();
    });

    test('a window that is closed is gone for every call', async () => {
      const closing = await stage.open('calculator');
      expect((await driver.close(closing.id, progress())).status).toBe('verified');
      expect(await listed(closing.id)).toBeUndefined();
      for (const call of [
        () => driver.focus(closing.id, progress()),
        () => driver.elements(closing.id, {}, progress()),
        () => driver.readText(closing.id, null, progress()),
        () => driver.enterText(closing.id, 'x', 'insert', null, progress()),
        () => driver.press(closing.id, 'a', progress()),
        () => driver.click(closing.id, { name: '1' }, progress()),
      ])
        await expect(call()).rejects.toEqual(code('TARGET_GONE'));
    });

    test('after an abort or past the deadline nothing is sent', async () => {
      await write('untouched');
      const aborted = progress(30_000, AbortSignal.abort());
      await expect(driver.enterText(editor.id, 'no', 'replace', null, aborted)).rejects.toEqual(code('CANCELLED'));
      await expect(driver.press(editor.id, 'x', aborted)).rejects.toEqual(code('CANCELLED'));
      await expect(driver.press(editor.id, 'x', progress(-1))).rejects.toEqual(code('DEADLINE'));
      expect(await read()).toBe('untouched');
    });

    test('takes a picture of a region', async () => {
      const region = { x: 10, y: 10, width: 64, height: 48 };
      const picture = await driver.screenshot({ region }, progress());
      expect(picture).toMatchObject({ width: 64, height: 48, mime: 'image/png' });
      expect(Buffer.from(picture.bytes.subarray(1, 4)).toString('latin1')).toBe('PNG');
    });

    test('a program that does not exist is missing', async () => {
      const starting = driver.launch(['/nowhere/no-such-program'], 'no-such-class', progress());
      await expect(starting).rejects.toEqual(code('TARGET_MISSING'));
    });

    test('accepts no call once it is disposed of', async () => {
      await driver.dispose();
      await expect(driver.windows(progress())).rejects.toEqual(code('DRIVER_DOWN'));
    });
  });
};

import { execFileSync } from 'node:child_process';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createScreenFeed } from '../../automation/desktop/screen-feed.ts';
import { createSystemClock } from '../../automation/clock/system-clock.ts';
import type { Window } from '../../shared/ports/driver.ts';
import type { ScreenFrame } from '../../shared/protocol/views.ts';
import { handFixture, type HandFixture } from './hand-fixture.ts';
import { endProcesses } from './scenarios/own-processes.ts';
import { secondPath } from './scenarios/second-path.ts';
import { progress } from './scenarios/world.ts';

let hand: HandFixture;
let editor: Window;
let terminal: Window;
let calculator: Window;

const say = (command: string, ...args: string[]) => execFileSync(command, args, { env: hand.env, encoding: 'utf8' });
const decimal = (hex: string | undefined) => Number.parseInt(hex ?? '', 16);

beforeAll(async () => {
  hand = await handFixture();
  editor = await hand.open(['mousepad'], 'mousepad');
  terminal = await hand.open(['xterm', '-T', 'a terminal', '-e', 'cat'], 'xterm');
  calculator = await hand.open(['galculator'], 'galculator');
});
afterAll(() => hand?.dispose());

describe('windows', () => {
  test('are those that wmctrl lists, with title, class and process', async () => {
    // Two programs look one after the other, at windows that have just come.
    await vi.waitFor(
      async () => {
        const windows = await hand.driver.windows(progress());
        const listed = say('wmctrl', '-lp')
          .trim()
          .split('\n')
          .map((line) => line.split(/\s+/));
        expect(windows.map(({ id }) => id).toSorted()).toEqual(listed.map(([id]) => decimal(id)).toSorted());
        for (const [id, , pid] of listed) expect(windows.find((one) => one.id === decimal(id))?.pid).toBe(Number(pid));
        expect(windows.find(({ id }) => id === terminal.id)).toMatchObject({
          app: 'xterm',
          title: 'a terminal',
          dialog: false,
        });
      },
      { timeout: 10_000 },
    );
  });

  test('focus is confirmed by the active window', async () => {
    for (const { id } of [terminal, editor, calculator]) {
      expect((await hand.driver.focus(id, progress())).status).toBe('verified');
      expect(decimal(/0x[0-9a-f]+/.exec(say('xprop', '-root', '_NET_ACTIVE_WINDOW'))?.[0])).toBe(id);
    }
  });

  test('are placed by their frames', async () => {
    const rect = { x: 40, y: 60, width: 620, height: 410 };
    expect((await hand.driver.place(editor.id, rect, progress())).status).toBe('verified');
    expect(await secondPath(hand.env).frame(editor.id)).toEqual(rect);
  });

  test('a size that the application does not take is partial', async () => {
    const result = await hand.driver.place(terminal.id, { x: 700, y: 20, width: 333, height: 222 }, progress());
    expect(result.status).toBe('partial');
    expect((await hand.driver.windows(progress())).find(({ id }) => id === terminal.id)?.rect).toMatchObject({
      x: 700,
      y: 20,
    });
  });

  test('are maximised, minimised and brought back', async () => {
    for (const state of ['maximised', 'normal', 'minimised', 'normal'] as const) {
      expect((await hand.driver.setState(editor.id, state, progress())).status).toBe('verified');
      const seen = say('xprop', '-id', String(editor.id), '_NET_WM_STATE');
      expect(seen.includes('MAXIMIZED_VERT')).toBe(state === 'maximised');
      expect(seen.includes('HIDDEN')).toBe(state === 'minimised');
    }
  });

  test('close, and are gone for every later call', async () => {
    const extra = await hand.open(['xterm', '-T', 'closing', '-e', 'cat'], 'xterm');
    expect((await hand.driver.close(extra.id, progress())).status).toBe('verified');
    expect(say('wmctrl', '-l')).not.toContain('closing');
    await expect(hand.driver.focus(extra.id, progress())).rejects.toMatchObject({ code: 'TARGET_GONE' });
    await expect(hand.driver.press(extra.id, 'a', progress())).rejects.toMatchObject({ code: 'TARGET_GONE' });
  });

  test('close is partial when the application asks first', async () => {
    const asking = await hand.open(['mousepad', '--disable-server'], 'mousepad');
    await hand.driver.enterText(asking.id, 'unsaved', 'replace', null, progress());
    const result = await hand.driver.close(asking.id, progress());
    expect(result.status).toBe('partial');
    expect((await hand.driver.windows(progress())).map(({ id }) => id)).toContain(asking.id);
    endProcesses([asking.pid ?? 0]);
  });
});

describe('input', () => {
  test('presses buttons by their names', async () => {
    for (const name of ['1', '2', '.', '5', '*', '8', '=']) {
      const result = await hand.driver.click(calculator.id, { name, role: 'push button' }, progress());
      expect(result.status, name).toBe('verified');
    }
    expect(await hand.driver.readText(calculator.id, null, progress())).toBe('100');
  });

  test('refuses a point that shows another window', async () => {
    await hand.driver.place(editor.id, { x: 0, y: 0, width: 600, height: 400 }, progress());
    await hand.driver.place(terminal.id, { x: 0, y: 0, width: 600, height: 400 }, progress());
    await hand.driver.focus(terminal.id, progress());
    const click = { at: { x: 200, y: 200 }, button: 'left', count: 1 } as const;
    expect((await hand.driver.pointer(editor.id, click, progress())).status).toBe('refused');
    expect((await hand.driver.pointer(terminal.id, click, progress())).status).not.toBe('refused');
  });

  test('never reaches Sonny’s own window', async () => {
    const own = await hand.open(['xterm', '-T', 'Sonny itself', '-e', 'cat'], 'xterm');
    await expect(hand.driver.press(own.id, 'a', progress())).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
    await hand.driver.focus(own.id, progress());
    const { rect } = (await hand.driver.windows(progress())).find(({ id }) => id === own.id) ?? own;
    const { bytes } = await hand.driver.screenshot({ region: rect }, progress());
    const { channels } = await sharp(bytes).stats();
    // One colour all over: nothing of the window is to be seen.
    expect(channels.every(({ stdev }) => stdev === 0)).toBe(true);
    endProcesses([own.pid ?? 0]);
  });

  test('an abort in the middle of typing stops it and leaves no key down', async () => {
    await hand.driver.focus(terminal.id, progress());
    const stop = new AbortController();
    const typing = hand.outside.input.type('Q'.repeat(20_000), { ...progress(), signal: stop.signal });
    const outcome = typing.catch((error: unknown) => error);
    const looking = hand.outside.onChange(() => stop.abort());
    await hand.driver.place(calculator.id, { ...calculator.rect, x: 5, y: 5 }, progress());
    expect(await outcome).toMatchObject({ code: 'CANCELLED' });
    looking();
    expect(await hand.outside.input.held()).toEqual({ keycodes: [], buttons: [] });
  });

  test('keys that were left down are released', async () => {
    await hand.outside.input.keys(['Shift', 'a'], true);
    await hand.outside.input.button('left', true);
    expect((await hand.outside.input.held()).keycodes).toHaveLength(2);
    await hand.driver.releaseAll();
    expect(await hand.outside.input.held()).toEqual({ keycodes: [], buttons: [] });
  });
});

describe('clipboard', () => {
  const hostile = [
    ':{}!@#$%^&*_+|~"<>\\`\'',
    'äöüß ÀÉÎ ñ €',
    '日本語 한국어 中文',
    '👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301',
    'שלום مرحبا',
    'tab\there\nnew\r\nline\n\n',
    'x'.repeat(10_000),
    'ä€日🎉'.repeat(25_000),
  ];

  test.each(hostile.map((text) => [text.slice(0, 20), text]))('is exact for another program: %j', async (_, text) => {
    expect((await hand.driver.writeClipboard(text, progress())).status).toBe('verified');
    const pasted = execFileSync('xclip', ['-selection', 'clipboard', '-o'], { env: hand.env, maxBuffer: 1e7 });
    expect(pasted.equals(Buffer.from(text))).toBe(true);
    expect(await hand.driver.readClipboard(progress())).toBe(text);
  });

  test.each(hostile.map((text) => [text.slice(0, 20), text]))(
    'reads exactly what another program holds: %j',
    async (_, text) => {
      // xclip stays in the background and serves it until the next owner.
      execFileSync('xclip', ['-selection', 'clipboard', '-i'], {
        env: hand.env,
        input: text,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      await expect.poll(() => hand.driver.readClipboard(progress()), { timeout: 10_000 }).toBe(text);
    },
  );

  test('is what it was after a text was pasted', async () => {
    execFileSync('xclip', ['-selection', 'primary', '-i'], {
      env: hand.env,
      input: 'mine',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const primary = (): string =>
      execFileSync('xclip', ['-selection', 'primary', '-o'], { env: hand.env, encoding: 'utf8' });
    // The other program goes on by itself once it was started.
    await expect.poll(primary).toBe('mine');
    const result = await hand.driver.enterText(terminal.id, 'pasted', 'insert', null, progress());
    expect(result.method).toBe('paste');
    expect(primary()).toBe('mine');
  });
});

describe('pictures', () => {
  test('have the size of the screen or the region', async () => {
    const whole = await hand.driver.screenshot({}, progress());
    expect(await sharp(whole.bytes).metadata()).toMatchObject({ width: 1280, height: 800, format: 'png' });
    const part = await hand.driver.screenshot(
      { region: { x: 10, y: 20, width: 300, height: 200 }, format: 'jpeg' },
      progress(),
    );
    expect(await sharp(part.bytes).metadata()).toMatchObject({ width: 300, height: 200, format: 'jpeg' });
  });

  test('show where a menu’s word stands', async () => {
    const { x, y } = (await hand.driver.windows(progress())).find(({ id }) => id === editor.id)?.rect ?? editor.rect;
    await hand.driver.focus(editor.id, progress());
    const [file] = await hand.driver.elements(editor.id, { role: 'menu', name: 'File' }, progress());
    const [found] = await hand.driver.findText('Search', { x, y, width: 600, height: 120 }, progress(50_000));
    expect(found).toBeDefined();
    expect(
      Math.abs(
        (found?.rect.y ?? 0) + (found?.rect.height ?? 0) / 2 - ((file?.rect?.y ?? 0) + (file?.rect?.height ?? 0) / 2),
      ),
    ).toBeLessThan(12);
  });

  test('come by themselves when something changes', async () => {
    const frames: ScreenFrame[] = [];
    const stop = createScreenFeed(hand.driver, createSystemClock()).watch((frame) => frames.push(frame));
    const latest = () => frames.at(-1)?.data;
    await expect.poll(latest, { timeout: 20_000 }).toBeDefined();
    for (const state of ['maximised', 'minimised'] as const) {
      const before = latest();
      await hand.driver.setState(calculator.id, state, progress());
      await expect.poll(latest, { timeout: 20_000 }).not.toBe(before);
    }
    stop();
    expect(frames.at(-1)).toMatchObject({ width: 1280, height: 800, mime: 'image/jpeg' });
    const { fingerprint } = (await hand.driver.frame(null, progress())) ?? { fingerprint: null };
    expect(await hand.driver.frame(fingerprint, progress())).toBeNull();
  });
});

describe('trouble', () => {
  test('an application that hangs settles every call inside its deadline', async () => {
    process.kill(editor.pid ?? 0, 'SIGSTOP');
    try {
      const calls = [
        () => hand.driver.press(editor.id, 'a', progress(4000)),
        () => hand.driver.click(editor.id, { name: 'File' }, progress(4000)),
        () => hand.driver.enterText(editor.id, 'late', 'replace', null, progress(4000)),
        () => hand.driver.elements(editor.id, {}, progress(4000)),
        () => hand.driver.readText(editor.id, null, progress(4000)),
        () => hand.driver.close(editor.id, progress(4000)),
      ];
      for (const call of calls) {
        const before = Date.now();
        await expect(call()).rejects.toMatchObject({ code: 'NOT_RESPONDING' });
        expect(Date.now() - before).toBeLessThan(4000 + 3000);
      }
      expect((await hand.driver.screenshot({}, progress())).width).toBe(1280);
      expect((await hand.driver.focus(terminal.id, progress())).status).toBe('verified');
    } finally {
      process.kill(editor.pid ?? 0, 'SIGCONT');
    }
  });

  test('a worker that is killed in a call is replaced', async () => {
    const before = hand.workers.length;
    const call = hand.driver.launch(['sleep', '60'], 'never', progress(20_000));
    hand.workers.at(-1)?.kill();
    await expect(call).rejects.toMatchObject({ code: 'DRIVER_DOWN' });
    expect((await hand.driver.windows(progress())).length).toBeGreaterThan(0);
    expect(hand.workers).toHaveLength(before + 1);
  });

  test('an abort ends a call that waits', async () => {
    const stop = new AbortController();
    const call = hand.driver.launch(['sleep', '60'], 'never', { ...progress(), signal: stop.signal });
    await hand.driver.windows(progress());
    stop.abort();
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('a call without time left is not begun', async () => {
    await expect(hand.driver.press(terminal.id, 'a', progress(-1))).rejects.toMatchObject({ code: 'DEADLINE' });
  });

  test('a program that is not there is named', async () => {
    await expect(hand.driver.launch(['no-such-program'], 'x', progress())).rejects.toMatchObject({
      code: 'TARGET_MISSING',
      details: expect.stringContaining('no-such-program') as string,
    });
  });
});

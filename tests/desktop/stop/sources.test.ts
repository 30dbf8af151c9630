import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Display, openDisplay } from '../../../automation/stop/x11/display.ts';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { openStopping } from '../../../automation/stop/stopping.ts';
import { progress } from '../../fakes/progress.ts';
import { until } from '../../fakes/until.ts';
import { pulled, stopDesk, type StopDesk } from './stop-desk.ts';

const run = promisify(execFile);
const CHORD = 'Control+Alt+.';
const CORNER = { x: 0, y: 0 };
const MIDDLE = { x: 600, y: 400 };
const TEXT = 'abCdefGhij'.repeat(500);

let desk: StopDesk;
beforeAll(async () => {
  desk = await stopDesk();
  await desk.typist.press(0, 'a', progress());
  await Promise.all([desk.armed('shortcut'), desk.armed('corner'), desk.armed('file')]);
});
afterAll(() => desk.dispose());
beforeEach(async () => {
  await desk.person.input.move(MIDDLE);
  desk.stopping.acting(true);
});
afterEach(() => {
  desk.stopping.acting(false);
  if (desk.stopping.latch.pulled) desk.stopping.latch.reset('person');
});

const source = (): string | undefined => desk.stopping.latch.pulled?.source;
const sonnyPutsPointer = (at: { x: number; y: number }) =>
  desk.typist.pointer(0, { at, button: 'left', count: 1 }, progress());
const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the key chord', () => {
  test('stops whether Sonny acts or not, and says how', async () => {
    desk.stopping.acting(false);
    await desk.person.input.press(CHORD, progress());
    await pulled(desk);
    expect(desk.stopping.latch.pulled).toMatchObject({ source: 'shortcut', reason: 'Ctrl+Alt+. was pressed.' });
  });

  test('stops with Caps Lock and Num Lock on', async () => {
    desk.stopping.acting(false);
    await run('xdotool', ['key', 'Caps_Lock', 'Num_Lock'], { env: { ...desk.env } });
    await run('xdotool', ['key', 'ctrl+alt+period'], { env: { ...desk.env } });
    await pulled(desk);
    await run('xdotool', ['key', 'Caps_Lock', 'Num_Lock'], { env: { ...desk.env } });
    expect(source()).toBe('shortcut');
  });

  test('stops while an application has the keyboard to itself, as an open menu does', async () => {
    const menu = await openDisplay(desk.env);
    await grabKeyboard(menu);
    await desk.person.input.press(CHORD, progress());
    await pulled(desk);
    expect(source()).toBe('shortcut');
    menu.close();
  });

  test('is another one where the first is taken, and none where all are; the rest still listens', async () => {
    const again = (): ReturnType<typeof openStopping> =>
      openStopping({ profile: `${desk.profile}-other`, env: desk.env, clock: createSystemClock(), shortcut: true });
    // The desk's own latch holds the first chord.
    const second = again();
    await expect
      .poll(() => second.latch.view().sources)
      .toContainEqual({ source: 'shortcut', armed: true, say: 'Ctrl+Alt+Pause' });
    const third = again();
    await expect
      .poll(() => third.latch.view().sources)
      .toContainEqual({ source: 'shortcut', armed: true, say: 'Ctrl+Alt+Insert' });
    const fourth = again();
    await expect
      .poll(() => fourth.latch.view().sources.find((one) => one.source === 'shortcut'))
      .toMatchObject({ armed: false, say: expect.stringContaining('other programs have these keys') });
    expect(fourth.latch.armed).toBe(true);
    second.close();
    await desk.person.input.press('Control+Alt+Insert', progress());
    await expect.poll(() => third.latch.pulled?.source).toBe('shortcut');
    third.latch.reset('person');
    third.close();
    fourth.close();
  });
});

describe('the corner', () => {
  test('stops when the pointer is held there while Sonny types', async () => {
    desk.witness.seen.length = 0;
    const typing = (async () => {
      for (;;) await desk.typist.enterText(0, TEXT, 'insert', null, progress());
    })().catch((thrown: unknown) => thrown);
    // Where the pointer was at the beginning counts for nothing, so it begins before the pointer moves.
    await until(() => desk.witness.seen.some(({ name }) => name === 'XIRawKeyPress'));
    const begun = performance.now();
    await desk.person.input.move(CORNER);
    await pulled(desk);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(250);
    expect(source()).toBe('corner');
    expect(await typing).toMatchObject({ code: 'STOPPED' });
  });

  test('also when a program warps the pointer there', async () => {
    await run('xdotool', ['mousemove', '1279', '799'], { env: { ...desk.env } });
    await pulled(desk);
    expect(source()).toBe('corner');
  });

  test('not where Sonny itself put the pointer, until a person moves it', async () => {
    await sonnyPutsPointer(CORNER);
    await after(500);
    expect(source()).toBeUndefined();
    await run('xdotool', ['mousemove_relative', '--', '-5', '-5'], { env: { ...desk.env } });
    await pulled(desk);
    expect(source()).toBe('corner');
  });

  test('not in passing', async () => {
    for (let time = 0; time < 5; time += 1) {
      await desk.person.input.move(CORNER);
      await after(100);
      await desk.person.input.move(MIDDLE);
      await after(60);
    }
    expect(source()).toBeUndefined();
  });

  test('not while Sonny does nothing, and not for a pointer that rested there before', async () => {
    desk.stopping.acting(false);
    await desk.person.input.move(CORNER);
    await after(400);
    desk.stopping.acting(true);
    await after(400);
    expect(source()).toBeUndefined();
  });
});

test('a display that goes away and comes back is listened to again', async () => {
  const first = await bareDisplay();
  const env = { DISPLAY: first.display, XAUTHORITY: '/dev/null' };
  const stopping = openStopping({ profile: `${desk.profile}-third`, env, clock: createSystemClock(), shortcut: true });
  const armed = (): readonly string[] =>
    stopping.latch.view().sources.flatMap((one) => (one.armed ? [one.source] : []));
  await expect.poll(armed).toContain('shortcut');
  await first.end();
  await expect.poll(armed).toEqual(['file']);
  const second = await bareDisplay(first.display);
  await expect.poll(armed, { timeout: 10_000 }).toEqual(expect.arrayContaining(['shortcut', 'corner']));
  stopping.close();
  await second.end();
});

/** An X server and nothing else, at a free number unless one is given. */
async function bareDisplay(display?: string): Promise<{ readonly display: string; end(): Promise<void> }> {
  const number = display === undefined ? [] : [display];
  const server = spawn('Xvfb', [...number, '-displayfd', '3', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [told] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
  return {
    display: `:${told.toString().trim()}`,
    async end() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

async function grabKeyboard({ x, root, ask }: Display): Promise<void> {
  const grab = x as unknown as {
    GrabKeyboard(
      w: number,
      owner: 0,
      time: 0,
      pointer: 1,
      keys: 1,
      reply: (e: Error | null, status: number) => void,
    ): void;
  };
  expect(await ask<number>((reply) => grab.GrabKeyboard(root, 0, 0, 1, 1, reply))).toBe(0);
}

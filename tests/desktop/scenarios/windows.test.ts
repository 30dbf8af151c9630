import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { deedsOf } from '../../fakes/deeds.ts';
import { progress } from '../../fakes/progress.ts';
import { closeLeftOpen } from './left-open.ts';
import { processesWith } from './own-processes.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.dispose());

afterEach(() => closeLeftOpen(world.second));

const open = async (deeds: ReturnType<typeof deedsOf>, id: string): Promise<WindowRef> =>
  WindowRef.parse((await deeds.do('app.open', await world.application(id))).outputs['window']);

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 24;

test('two windows stand side by side, and go back to where they were', async () => {
  const deeds = deedsOf(world.performers);
  const [first, second] = [await open(deeds, 'org.xfce.mousepad'), await open(deeds, 'featherpad')];
  await deeds.do('window.tile', { window: first, area: 'left' });
  await deeds.do('window.tile', { window: second, area: 'right' });
  const area = await world.driver.workArea(progress());
  const [left, right] = [await world.second.frame(first.id), await world.second.frame(second.id)];
  expect([left.x, left.width].every((value, i) => close(value, [area.x, area.width / 2][i] ?? NaN))).toBe(true);
  expect([right.x, right.width].every((value, i) => close(value, [area.width / 2, area.width / 2][i] ?? NaN))).toBe(
    true,
  );

  expect(await deeds.undoAll()).toEqual(['undone', 'undone', 'undone', 'undone']);
  expect(await world.second.windows()).toEqual([]);
});

test('a tiled window goes back to its place', async () => {
  const opening = deedsOf(world.performers);
  const window = await open(opening, 'org.xfce.mousepad');
  const before = await world.second.frame(window.id);
  const deeds = deedsOf(world.performers);
  await deeds.do('window.tile', { window, area: 'bottom-right' });
  expect(await world.second.frame(window.id)).not.toEqual(before);
  expect(await deeds.undoAll()).toEqual(['undone']);
  expect(await world.second.frame(window.id)).toEqual(before);
  await deeds.do('window.maximise', { window });
  expect(await deeds.undoAll()).toEqual(['undone']);
  expect(await world.second.frame(window.id)).toEqual(before);
  await opening.undoAll();
});

/** How late the window manager answers: far more than a window's place is watched for. Milliseconds. */
const LATE_MS = 700;
const managers = async (): Promise<readonly number[]> => {
  const pids = await processesWith('XAUTHORITY', world.env['XAUTHORITY'] ?? '');
  const names = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')));
  return pids.filter((_, at) => names[at] === 'openbox\n');
};

test.each([
  ['window.tile', { area: 'left' }, 'normal'],
  ['window.maximise', {}, 'normal'],
  ['window.restore', {}, 'maximised'],
] as const)(
  '%s: a window manager that answers late is waited for, and its answer is no person’s move',
  async (...one) => {
    const [skill, args, from] = one;
    const window = await open(deedsOf(world.performers), 'debian-xterm');
    await world.driver.setState(window.id, from, progress());
    const before = await world.second.frame(window.id);
    const pids = await managers();
    expect(pids).toHaveLength(1);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const late = setTimeout(() => pids.forEach((pid) => process.kill(pid, 'SIGCONT')), LATE_MS);
    try {
      const deeds = deedsOf(world.performers);
      await deeds.do(skill, { ...args, window });
      expect(await world.second.frame(window.id)).not.toEqual(before);
      expect(await deeds.undoAll()).toEqual(['undone']);
      expect(await world.second.frame(window.id)).toEqual(before);
    } finally {
      clearTimeout(late);
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
  },
);

test('text goes from one application to another, and the clipboard is what it was', async () => {
  await world.driver.writeClipboard('mine', progress());
  const deeds = deedsOf(world.performers);
  const [from, to] = [await open(deeds, 'org.xfce.mousepad'), await open(deeds, 'featherpad')];
  const text = 'naïve — “日本” 👩‍🚀\n\ttabbed';
  await deeds.do('text.write', { window: from, text });
  expect((await deeds.do('text.copy', { window: from })).outputs['text']).toBe(text);
  expect(await world.second.clipboard()).toBe(text);
  await deeds.do('text.paste', { window: to, text });
  expect((await deeds.do('text.read', { window: to })).outputs['text']).toBe(text);

  expect(await deeds.undoAll()).toEqual(['undone', 'undone', 'undone', 'undone', 'undone']);
  expect(await world.second.clipboard()).toBe('mine');
  expect(await world.second.windows()).toEqual([]);
});

test('12.5 × 8 is 100 on the calculator’s display', async () => {
  const deeds = deedsOf(world.performers);
  const window = await open(deeds, 'galculator');
  const names = [...'12.5*8='];
  const { status, outputs } = await deeds.do('element.press-all', { window, names, expect: '100' });
  expect([status, outputs['text']]).toEqual(['done', '100']);
  const seen = await world.observer.observe({ kind: 'window.text', id: window.id }, progress());
  expect(seen.value?.['text']).toMatch(/(?<![0-9.,])100(?![0-9.,])/);
  expect(await deeds.undoAll()).toEqual(['undone']);
});

test('the browser opens a page and its title is read', async () => {
  const server: Server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end('<title>Größe &amp; 日本</title><p>Hello</p>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const deeds = deedsOf(world.performers);
    const { app: _app, name: _name, ...browser } = await world.application('chromium');
    const window = (await deeds.do('page.open', { url, ...browser })).outputs['window'] ?? null;
    expect((await deeds.do('page.read-title', { window })).outputs['title']).toBe('Größe & 日本');
    expect((await world.second.windows()).map(({ title }) => title)).toEqual([expect.stringContaining('Größe & 日本')]);
    expect(await deeds.undoAll()).toEqual(['undone']);
    expect(await world.second.windows()).toEqual([]);
  } finally {
    server.close();
  }
});

test('a window that was closed meanwhile is not acted on', async () => {
  const deeds = deedsOf(world.performers);
  const window = await open(deeds, 'org.xfce.mousepad');
  process.kill(window.pid ?? 0, 'SIGKILL');
  await expect.poll(() => world.second.windows(), { timeout: 20_000 }).toEqual([]);
  for (const [skill, args] of [
    ['text.write', { window, text: 'x' }],
    ['keys.press', { window, chord: 'Return' }],
    ['pointer.click', { window, x: 1, y: 1 }],
    ['window.close', { window }],
  ] as const)
    await expect(deeds.do(skill, args)).rejects.toMatchObject({ code: 'TARGET_GONE' });
});

test('text that a person added keeps the window open when the opening is taken back', async () => {
  const deeds = deedsOf(world.performers);
  const window = await open(deeds, 'org.xfce.mousepad');
  await deeds.do('text.write', { window, text: 'from Sonny' });
  await world.driver.enterText(window.id, ', and from me', 'insert', null, progress());
  expect(await deeds.undoAll()).toEqual(['kept', 'kept']);
  expect((await world.second.windows()).map(({ id }) => id)).toEqual([window.id]);
  expect(await world.driver.readText(window.id, null, progress())).toBe('from Sonny, and from me');
});

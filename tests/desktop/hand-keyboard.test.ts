import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handFixture, type HandFixture } from './hand-fixture.ts';
import { progress } from './scenarios/world.ts';

let hand: HandFixture;

beforeAll(async () => {
  hand = await handFixture();
});
afterAll(() => hand?.dispose());

const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');

test.each([
  ['us', ASCII],
  ['de', `${ASCII.replace(/[\^`]/g, '')}äöüÄÖÜß§°€²³µ`],
  ['fr', `${ASCII.replace(/[\^`~]/g, '')}éèçàù€£µ§`],
])('types every character of the %s layout as it is', async (layout, text) => {
  execFileSync('setxkbmap', [layout], { env: hand.env });
  const editor = await hand.open(['mousepad', '--disable-server'], 'mousepad');
  await hand.driver.focus(editor.id, progress());
  await expect.poll(() => hand.outside.input.canType(text), { timeout: 10_000 }).toBe(true);
  await hand.outside.input.type(text, progress());
  await expect.poll(() => hand.driver.readText(editor.id, null, progress()), { timeout: 10_000 }).toBe(text);
  expect(await hand.outside.input.held()).toEqual({ keycodes: [], buttons: [] });
});

test('a character that the layout lacks is refused before anything is sent', async () => {
  execFileSync('setxkbmap', ['us'], { env: hand.env });
  await expect.poll(() => hand.outside.input.canType('ß'), { timeout: 10_000 }).toBe(false);
  const editor = await hand.open(['mousepad', '--disable-server'], 'mousepad');
  await expect(hand.outside.input.type('straße', progress())).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  expect(await hand.driver.readText(editor.id, null, progress())).toBe('');
});

test.each([
  ['Control+a', '_a', 'Control+c'],
  ['ctrl+A', '_b', 'Control+Insert'],
])('chords reach the application: %s, %s', async (selectAll, text, copy) => {
  const editor = await hand.open(['mousepad', '--disable-server'], 'mousepad');
  await hand.driver.enterText(editor.id, text, 'replace', null, progress());
  await hand.driver.press(editor.id, selectAll, progress());
  await hand.driver.press(editor.id, copy, progress());
  await expect.poll(() => hand.driver.readClipboard(progress()), { timeout: 10_000 }).toBe(text);
});

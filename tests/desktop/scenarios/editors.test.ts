import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { closeLeftOpen } from './left-open.ts';
import { deedsOf } from '../../fakes/deeds.ts';
import { odtText } from './second-path.ts';
import { createWorld, type World } from './world.ts';

const NOTE = 'Buy milk: 2 l @ 1.09 € — {ok} 日本';

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.dispose());
afterEach(() => closeLeftOpen(world.second));

const titles = async (): Promise<readonly string[]> => (await world.second.windows()).map(({ title }) => title);

test.each([
  ['Mousepad', 'org.xfce.mousepad', 'shopping.txt', ''],
  // It ends every file with a line break.
  ['FeatherPad', 'featherpad', 'feather.txt', '\n'],
])('%s writes the note, saves it byte for byte, and everything is taken back', async (_, id, file, end) => {
  const path = join(world.home, 'Documents', file);
  const deeds = deedsOf(world.performers);
  const { outputs } = await deeds.do('app.open', await world.application(id));
  const window = outputs['window'] ?? null;
  expect((await deeds.do('text.write', { window, text: NOTE })).status).toBe('done');
  await deeds.do('document.save-as', { window, path });
  expect(await readFile(path, 'utf8')).toBe(NOTE + end);

  expect(await deeds.undoAll()).toEqual(['undone', 'undone', 'undone']);
  await expect(readFile(path)).rejects.toThrow('ENOENT');
  expect(await titles()).toEqual([]);
});

test('Writer saves a paragraph as an OpenDocument file, and everything is taken back', async () => {
  const path = join(world.home, 'Documents', 'letter.odt');
  const deeds = deedsOf(world.performers);
  const { outputs } = await deeds.do('app.open', await world.application('libreoffice-writer'));
  const window = outputs['window'] ?? null;
  expect((await deeds.do('text.write', { window, text: NOTE })).status).toBe('done');
  await deeds.do('document.save-as', { window, path });
  expect(await odtText(path)).toBe(NOTE);

  expect(await deeds.undoAll()).toEqual(['undone', 'undone', 'undone']);
  await expect(readFile(path)).rejects.toThrow('ENOENT');
  expect(await titles()).toEqual([]);
});

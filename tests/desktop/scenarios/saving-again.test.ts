import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { closeLeftOpen } from './left-open.ts';
import { deedsOf } from '../../fakes/deeds.ts';
import { odtText } from './second-path.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.dispose());
afterEach(() => closeLeftOpen(world.second));

const titles = async (): Promise<readonly string[]> => (await world.second.windows()).map(({ title }) => title);

const EDITORS = [
  ['Mousepad', 'org.xfce.mousepad', 'mousepad.txt'],
  ['FeatherPad', 'featherpad', 'featherpad.txt'],
  ['Writer', 'libreoffice-writer', 'writer.txt'],
] as const;

test.each(EDITORS)(
  '%s replaces a file that the plan said it replaces, and undo brings it back',
  async (_, id, file) => {
    const path = join(world.home, 'Documents', file);
    await writeFile(path, 'before');
    const deeds = deedsOf(world.performers);
    const window = (await deeds.do('app.open', await world.application(id))).outputs['window'] ?? null;
    await deeds.do('text.write', { window, text: 'after' });
    await deeds.do('document.save-as', { window, path, replace: true });
    expect((await readFile(path, 'utf8')).replace(/^\uFEFF/, '').trimEnd()).toBe('after');

    expect(await deeds.undoAll()).toEqual(['undone', 'undone', 'undone']);
    expect(await readFile(path, 'utf8')).toBe('before');
    expect(await titles()).toEqual([]);
  },
);

test.each(EDITORS)('%s: a file that appears meanwhile is not overwritten, and no dialog stays', async (_, id, file) => {
  const path = join(world.home, 'Documents', `late-${file}`);
  const deeds = deedsOf(world.performers);
  const window = (await deeds.do('app.open', await world.application(id))).outputs['window'] ?? null;
  await deeds.do('text.write', { window, text: 'mine' });
  const { hash } = world.snapshots;
  const looks: string[] = [];
  // Sonny looks before it begins and before it accepts the name; the file comes after both looks.
  world.snapshots.hash = async (asked) => {
    const seen = await hash(asked);
    if (looks.push(asked) === 2) await writeFile(path, 'somebody’s');
    return seen;
  };
  try {
    await expect(deeds.do('document.save-as', { window, path })).rejects.toMatchObject({ code: 'FILE_EXISTS' });
  } finally {
    world.snapshots.hash = hash;
  }
  expect(await readFile(path, 'utf8')).toBe('somebody’s');
  expect(await titles()).toHaveLength(1);
  expect(await deeds.undoAll()).toEqual(['undone', 'undone']);
  expect(await titles()).toEqual([]);
});

test('a document that has a name is saved in place, and undo restores the bytes', async () => {
  const path = join(world.home, 'Documents', 'named.txt');
  await writeFile(path, 'one\n');
  const deeds = deedsOf(world.performers);
  const application = await world.application('org.xfce.mousepad');
  const window = (await deeds.do('app.open', { ...application, file: path })).outputs['window'] ?? null;
  await deeds.do('text.replace', { window, find: 'one', with: 'two — zwei' });
  await deeds.do('document.save', { window, path });
  expect(await readFile(path, 'utf8')).toBe('two — zwei\n');
  expect(await deeds.undoAll()).toEqual(['undone', 'undone', 'undone']);
  expect(await readFile(path, 'utf8')).toBe('one\n');
});

test('Writer keeps the name and text of an OpenDocument file that is saved in place', async () => {
  const path = join(world.home, 'Documents', 'kept.odt');
  const deeds = deedsOf(world.performers);
  const window = (await deeds.do('app.open', await world.application('libreoffice-writer'))).outputs['window'] ?? null;
  await deeds.do('text.write', { window, text: 'first' });
  await deeds.do('document.save-as', { window, path });
  await deeds.do('text.replace', { window, find: 'first', with: 'second' });
  await deeds.do('document.save', { window, path });
  expect(await odtText(path)).toBe('second');
  expect(await deeds.undoAll()).toEqual(['undone', 'undone', 'undone', 'undone', 'undone']);
});

import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { progress, type World } from '../scenarios/world.ts';
import { lastOf, open, type Subject } from './subject.ts';

/** An editor tells by the file that it saves. */
const editor = async (world: World, id: string, name: string): Promise<Subject> => {
  const path = join(world.home, 'Documents', `${name}.txt`);
  await writeFile(path, '');
  const window = await open(world, id, path);
  return {
    name,
    window,
    mode: 'replace',
    async holds(expected) {
      await world.driver.press(window.id, 'Control+s', progress());
      return lastOf(() => readFile(path, 'utf8'), expected);
    },
  };
};

export const mousepad = (world: World): Promise<Subject> => editor(world, 'org.xfce.mousepad', 'mousepad');

export const featherpad = async (world: World): Promise<Subject> => {
  // Otherwise it adds a line break of its own to what it saves.
  const settings = join(world.home, '.config', 'featherpad', 'fp.conf');
  await mkdir(dirname(settings), { recursive: true });
  await writeFile(settings, '[text]\nappendEmptyLine=false\n');
  return editor(world, 'featherpad', 'featherpad');
};

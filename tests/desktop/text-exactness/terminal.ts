import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../scenarios/world.ts';
import { lastOf, open, type Subject } from './subject.ts';

/** xterm tells by the bytes that the program in it was given. Return is what a terminal sends for a line break. */
export const xterm = async (world: World): Promise<Subject> => {
  const log = join(world.home, 'terminal.log');
  await writeFile(log, '');
  const window = await open(
    world,
    'debian-xterm',
    '-e',
    'sh',
    '-c',
    'stty raw -echo; printf "\\033]2;ready\\007"; exec cat > "$0"',
    log,
  );
  const title = async (): Promise<string> =>
    (await world.second.windows()).find(({ id }) => id === window.id)?.title ?? '';
  await lastOf(title, 'ready');
  let before = 0;
  return {
    name: 'xterm',
    window,
    mode: 'insert',
    async holds(expected) {
      const given = async (): Promise<string> =>
        (await readFile(log)).subarray(before).toString('utf8').replaceAll('\r', '\n');
      const seen = await lastOf(given, expected);
      before = (await readFile(log)).length;
      return seen;
    },
  };
};

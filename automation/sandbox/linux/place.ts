import { execFile } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Place } from './command.ts';

/** Looked for here alone: a PATH says what a person likes to run, not what may hold a wall. */
const BWRAP = ['/usr/bin/bwrap', '/usr/local/bin/bwrap', '/run/current-system/sw/bin/bwrap'];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Lines of ldd(1): "libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x…)", "/lib64/ld-linux-x86-64.so.2 (0x…)". */
const librariesIn = (listing: string): Place['libraries'] =>
  [...listing.matchAll(/(?:^|\s)(\/\S+)/gm)].flatMap(([, at]) =>
    at === undefined ? [] : [[at, realpathSync(at)] as const],
  );

/** Where bubblewrap, Node and Node's libraries are. null: bubblewrap is not installed. Rejects where Node can't be read. */
export const findPlace = async (node: string): Promise<Place | null> => {
  const bwrap = BWRAP.find(isProgram);
  if (bwrap === undefined) return null;
  const { stdout } = await promisify(execFile)('ldd', [node], { env: { PATH: '/usr/bin:/bin' } });
  return { bwrap, node: realpathSync(node), libraries: librariesIn(stdout) };
};

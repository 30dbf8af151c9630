import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const PEERS = fileURLToPath(new URL('../../../.cache/peers', import.meta.url));
const INSTALLING = 120_000;

/**
 * The folder that a peer's packages are in, installed from the registry the first time: they are no dependencies.
 * null without a registry. `name` changes with the versions.
 */
export const installPeer = async (
  name: string,
  dependencies: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string>> = {},
): Promise<string | null> => {
  const folder = join(PEERS, name);
  if (existsSync(folder)) return folder;
  const next = `${folder}.next`;
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  await writeFile(join(next, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }));
  // Without peer resolution: npm looks for many minutes for versions of peers that are all named above.
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  try {
    await promisify(execFile)('npm', args, { cwd: next, timeout: INSTALLING, shell: process.platform === 'win32' });
  } catch {
    return null;
  }
  await rename(next, folder);
  return folder;
};

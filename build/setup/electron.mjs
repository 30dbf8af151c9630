import { existsSync, readFileSync } from 'node:fs';
import { inside } from './place.mjs';
import { run } from './command.mjs';
import { failedToday, noteFailure } from './memory.mjs';
import { say } from './say.mjs';

/** Long enough for about 110 MB on an ordinary line; a person waits no longer for what has a good substitute. */
const FETCH_LIMIT = 120_000;

/**
 * Electron's program, fetched on the first call if need be: it is not in the npm package.
 * @param {string} node
 * @returns {Promise<{ binary: string } | { why: string }>} why it can't be used here, in words for the terminal
 */
export async function findElectron(node) {
  const obstacle = obstacleToElectron(process.platform, process.env, process.getuid?.() ?? -1);
  if (obstacle) return { why: obstacle };
  if (installedBinary() === null && !failedToday('electron')) {
    say('fetching Electron');
    const code = await run(node, [inside('node_modules/electron/install.js')], { timeout: FETCH_LIMIT, quiet: true });
    if (code !== 0) noteFailure('electron');
  }
  const binary = installedBinary();
  return binary ? { binary } : { why: 'Electron’s program could not be fetched; it is tried again tomorrow' };
}

/**
 * What on this machine keeps Electron from opening a window safely.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {number} uid
 * @returns {string | null}
 */
export function obstacleToElectron(platform, env, uid) {
  if (env['SONNY_HOST'] === 'node') return 'SONNY_HOST=node asks for it';
  if (platform !== 'linux') return null;
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no display for Electron';
  return uid === 0 ? 'Electron’s sandbox does not work for root' : null;
}

/** @returns {string | null} */
function installedBinary() {
  const folder = inside('node_modules/electron');
  try {
    const binary = `${folder}/dist/${readFileSync(`${folder}/path.txt`, 'utf8')}`;
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { inside } from './place.mjs';
import { capture, run } from './command.mjs';
import { failedToday, noteFailure, recall, remember } from './memory.mjs';
import { say } from './say.mjs';

/** @typedef {'start' | 'test'} Purpose */

/**
 * Names from debian-packages.txt that a purpose needs. The tests need all that a start needs.
 * @param {string} list the file's text
 * @param {Purpose} purpose
 * @returns {string[]}
 */
export function packagesFor(list, purpose) {
  return list
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([name, by]) => name && (by === 'start' || by === purpose))
    .map(([name]) => /** @type {string} */ (name));
}

/**
 * Installs what is missing where that is allowed; elsewhere prints the one line that does.
 * @param {Purpose} purpose
 * @returns {Promise<string[]>} names still missing; empty on a system that is not Debian-like, which has other names for them
 */
export async function ensureDebianPackages(purpose) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return [];
  const wanted = packagesFor(readFileSync(inside('build/setup/debian-packages.txt'), 'utf8'), purpose);
  const key = `debian-packages ${purpose}`;
  const hash = createHash('sha256').update(wanted.join(' ')).digest('hex');
  if (recall(key) === hash) return [];

  let missing = await missingOf(wanted);
  const prefix = missing.length > 0 && !failedToday(key) ? await rights() : null;
  if (prefix) {
    say(`installing ${missing.length} system packages: ${missing.join(' ')}`);
    await aptGet(prefix, ['update', '-q']);
    await aptGet(prefix, ['install', '-q', '-y', '--no-install-recommends', ...missing]);
    missing = await missingOf(wanted);
    if (missing.length > 0) noteFailure(key);
  }
  if (missing.length === 0) remember(key, hash);
  else say(`missing system packages; to install them: sudo apt-get install -y ${missing.join(' ')}`);
  return missing;
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<string[]>}
 */
async function missingOf(names) {
  const { output } = await capture('dpkg-query', ['-W', '-f=${Package}\\t${db:Status-Status}\\n', ...names]);
  const present = new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith('\tinstalled'))
      .map((line) => line.split('\t')[0]),
  );
  return names.filter((name) => !present.has(name));
}

/**
 * What to put before apt-get: nothing for root, `sudo -n` where it asks no password.
 * @returns {Promise<string[] | null>} null when there is no right to install
 */
async function rights() {
  if (process.getuid?.() === 0) return [];
  return (await run('sudo', ['-n', 'true'], { quiet: true })) === 0 ? ['sudo', '-n'] : null;
}

/**
 * @param {readonly string[]} prefix
 * @param {readonly string[]} args
 */
async function aptGet(prefix, args) {
  const [program, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  const code = await run(/** @type {string} */ (program), rest);
  if (code !== 0) say(`apt-get ${args[0]} ended with code ${code}`);
}

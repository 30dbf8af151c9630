// `npm test [-- <folder or path> …] [--vitest-flag …]`: every test group, then one line of counts.
import { readFileSync, rmSync } from 'node:fs';
import { bootstrap } from './bootstrap.mjs';
import { become } from './setup/command.mjs';
import { inside } from './setup/place.mjs';
import { ensureRenderer } from './setup/renderer.mjs';
import { say } from './setup/say.mjs';
import { select } from './suite/groups.mjs';
import { add, NONE, sentence, tally } from './suite/tally.mjs';

// A log is read as text; the runner colours it even there.
if (!process.stdout.isTTY) process.env['NO_COLOR'] ??= '1';
const args = process.argv.slice(2);
const firstFlag = args.findIndex((arg) => arg.startsWith('-'));
const filters = firstFlag === -1 ? args : args.slice(0, firstFlag);
const flags = args.slice(filters.length);

const { node, missing } = await bootstrap({ system: 'test' });
const chosen = select(filters);
if (chosen.some(({ group }) => group.name === 'e2e')) await ensureRenderer(node);

let total = NONE;
for (const { group, paths } of chosen) {
  const absent = process.platform === 'linux' ? group.needs.filter((name) => missing.includes(name)) : group.needs;
  if (absent.length > 0) say(`skipping the ${group.name} tests; they need ${absent.join(', ')}`);
  else total = add(total, await runGroup(group.name, paths));
}
if (total.passed + total.failed === 0) say('no test ran');
process.stdout.write(`${sentence(total)}\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

/**
 * @param {string} name
 * @param {readonly string[]} paths
 */
async function runGroup(name, paths) {
  const file = inside('.cache', `test-report-${name}.json`);
  rmSync(file, { force: true });
  say(`${name} tests`);
  const code = await become(node, [
    inside('node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    inside('build/vitest.config.ts'),
    '--project',
    name,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...flags,
    ...paths,
  ]);
  const counts = tally(reportIn(file), code);
  if (code > 128) process.exit(code); // a person stopped it
  say(`${name} tests: ${sentence(counts)}`);
  return counts;
}

/** @param {string} file */
function reportIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

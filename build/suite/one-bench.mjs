// Runs tests/bench/<name>.ts and prints its rows. Needs Node 24; `npm run bench` starts it.
import { pathToFileURL } from 'node:url';
import { inside } from '../setup/place.mjs';

/**
 * `ratio` is ours / peer; `holds` says whether the row meets its `goal`, null where nothing can be said.
 * @typedef {{ id?: string, metric: string, ours: number | string, peer: number | string | null, peerName: string | null,
 *   ratio: number | null, goal: string, holds: boolean | null }} Row
 */

const [name, ...given] = process.argv.slice(2);
const json = given.includes('--json');
/** @type {Map<string, string>} */
const flags = new Map();
for (const [at, flag] of given.entries())
  if (flag.startsWith('--') && flag !== '--json') flags.set(flag.slice(2), given[at + 1] ?? '');
/** @type {{ run(flags: ReadonlyMap<string, string>, json: boolean): Promise<{ name: string, rows: Row[] }> }} */
const bench = await import(pathToFileURL(inside('tests/bench', `${name}.ts`)).href);
const result = await bench.run(flags, json);

if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
else print(result.name, result.rows);
process.exit(0);

/**
 * @param {string} title
 * @param {readonly Row[]} rows
 */
function print(title, rows) {
  process.stdout.write(`\n${title}\n`);
  for (const { metric, ours, peer, peerName, ratio, goal, holds } of rows) {
    const beside =
      peerName === null ? '' : `  ${peerName} ${short(peer)}${ratio === null ? '' : ` (×${short(ratio)})`}`;
    const mark = holds === null ? '–' : holds ? '✓' : '×';
    process.stdout.write(`  ${mark} ${metric}: ${short(ours)}${beside}  goal: ${goal}\n`);
  }
}

/** @param {number | string | null} value */
function short(value) {
  return typeof value === 'number' ? String(Number(value.toPrecision(3))) : (value ?? '–');
}

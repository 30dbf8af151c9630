// `npm run bench [-- <name>] [--json] [--<flag> <value> …]`: measurements beside a peer's, each in its own process. What a
// bench does with its flags stands in its own file.
import { readdirSync } from 'node:fs';
import { bootstrap } from './bootstrap.mjs';
import { become } from './setup/command.mjs';
import { inside } from './setup/place.mjs';
import { ensureRenderer } from './setup/renderer.mjs';
import { say } from './setup/say.mjs';

const given = process.argv.slice(2);
const isValue = (/** @type {number} */ at) => given[at - 1]?.startsWith('--') === true && given[at - 1] !== '--json';
const only = given.find((arg, at) => !arg.startsWith('-') && !isValue(at));
const flags = given.filter((arg) => arg !== only);

const { node } = await bootstrap({ system: 'test' });
await ensureRenderer(node);
const known = readdirSync(inside('tests/bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .sort();
const names = only === undefined ? known : known.filter((name) => name === only);
if (names.length === 0) {
  say(only === undefined ? 'there are no benches' : `no bench is named ${only}; there are: ${known.join(', ')}`);
  process.exitCode = 1;
}
for (const name of names) {
  const code = await become(node, [inside('build/suite/one-bench.mjs'), name, ...flags]);
  if (code !== 0) process.exitCode = 1;
}

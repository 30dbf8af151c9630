// `npm run bench [-- <name>] [--json]`: measurements beside a peer's, each in its own process.
import { readdirSync } from 'node:fs';
import { bootstrap } from './bootstrap.mjs';
import { become } from './setup/command.mjs';
import { inside } from './setup/place.mjs';
import { ensureRenderer } from './setup/renderer.mjs';
import { say } from './setup/say.mjs';

const json = process.argv.includes('--json');
const only = process.argv.slice(2).find((arg) => !arg.startsWith('-'));

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
  const code = await become(node, [inside('build/suite/one-bench.mjs'), name, ...(json ? ['--json'] : [])]);
  if (code !== 0) process.exitCode = 1;
}

import { existsSync } from 'node:fs';
import { inside } from './place.mjs';
import { run } from './command.mjs';
import { fingerprint } from './fingerprint.mjs';
import { recall, remember } from './memory.mjs';
import { say } from './say.mjs';

const INPUTS = ['renderer', 'shared/protocol', 'shared/symbolic', 'package-lock.json'];

/**
 * Builds the window into dist/renderer unless the one there is made from the same sources.
 * @param {string} node
 */
export async function ensureRenderer(node) {
  const wanted = fingerprint(INPUTS.map((path) => inside(path)));
  if (recall('renderer') === wanted && existsSync(inside('dist/renderer/index.html'))) return;
  say('building the window');
  const vite = inside('node_modules/vite/bin/vite.js');
  const code = await run(node, [vite, 'build', '--config', inside('renderer/vite.config.ts'), '--logLevel', 'warn']);
  if (code !== 0) throw new Error(`the window could not be built (vite ended with code ${code})`);
  remember('renderer', wanted);
}

import { inside } from '../setup/place.mjs';

const ROOMS = ['shared', 'automation', 'electron', 'renderer', 'tests', 'build'];

/** @param {string} path inside node_modules */
const tool = (path) => inside('node_modules', path);

/**
 * What `npm run check` runs, longest first, so that none is left to run alone. Every tool is a script for Node 24. The types are read by
 * the compiler that also reads scripts for Sonny: it finds the same and takes half as long.
 * @type {readonly { name: string, args: readonly string[] }[]}
 */
export const TOOLS = [
  { name: 'format', args: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  {
    name: 'types: renderer',
    args: [
      tool('svelte-check/bin/svelte-check'),
      '--tsconfig',
      'renderer/tsconfig.json',
      '--fail-on-warnings',
      '--output',
      'human',
    ],
  },
  ...['tests', 'electron', 'automation', 'shared'].map(types),
  { name: 'lint', args: [tool('oxlint/bin/oxlint'), '--config', 'build/oxlint.json', '--deny-warnings', ...ROOMS] },
  { name: 'shared/ runs in a browser', args: [inside('build/check/browser-bundle.mjs')] },
  {
    name: 'arrows between folders',
    args: [tool('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', 'build/dependency-rules.mjs', ...ROOMS],
  },
  {
    name: 'unused files, exports, packages',
    args: [tool('knip/bin/knip.js'), '--config', 'build/knip.json', '--no-progress', '--no-config-hints'],
  },
  types('build'),
];

/** @param {string} room */
function types(room) {
  return { name: `types: ${room}`, args: [tool('typescript-native/bin/tsc'), '-p', room] };
}

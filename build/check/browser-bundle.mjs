// Bundles every file of shared/ for a browser: it fails if one needs Node, Electron or a package that does.
import { globSync } from 'node:fs';
import { build } from 'esbuild';
import { root } from '../setup/place.mjs';

await build({
  absWorkingDir: root,
  entryPoints: globSync('shared/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.d.ts')),
  bundle: true,
  platform: 'browser',
  format: 'esm',
  write: false,
  outdir: 'dist',
  logLevel: 'error',
});

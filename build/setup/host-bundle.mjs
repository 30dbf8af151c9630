import { inside } from './place.mjs';
import { fingerprint } from './fingerprint.mjs';
import { recall, remember } from './memory.mjs';

const INPUTS = ['electron', 'automation', 'shared', 'package-lock.json', 'build/setup/host-bundle.mjs'];

/**
 * Bundles the Electron host into dist/electron unless the one there is made from the same sources. Packages stay
 * outside the bundle, except in the preload: a sandboxed one can require nothing but electron.
 */
export async function ensureHostBundle() {
  const wanted = fingerprint(INPUTS.map((path) => inside(path)));
  if (recall('host-bundle') === wanted) return;
  const { build } = await import('esbuild');
  const common = /** @type {const} */ ({
    bundle: true,
    platform: 'node',
    target: 'node24',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  await build({
    ...common,
    entryPoints: { main: inside('electron/main/main.ts') },
    outdir: inside('dist/electron'),
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    packages: 'external',
  });
  await build({
    ...common,
    entryPoints: { preload: inside('electron/preload/preload.ts') },
    outdir: inside('dist/electron'),
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    external: ['electron'],
  });
  remember('host-bundle', wanted);
}

import { inside } from './place.mjs';
import { fingerprint } from './fingerprint.mjs';
import { recall, remember } from './memory.mjs';

/** Pictures that Electron and the installers can't take as SVG, by their width. */
const ICONS = { 'tray.png': 32, 'tray@2x.png': 64, 'icon.png': 1024 };

const INPUTS = [
  'electron',
  'automation',
  'shared',
  'renderer/public',
  'package-lock.json',
  'build/setup/host-bundle.mjs',
];

/**
 * Bundles the Electron host, its workers and its icons into dist/electron unless the one there is made from the same sources. Packages stay
 * outside the bundle, except in the preload: a sandboxed one can require nothing but electron.
 */
export async function ensureHostBundle() {
  const wanted = fingerprint(INPUTS.map((path) => inside(path)));
  if (recall('host-bundle') === wanted) return;
  const { build } = await import('esbuild');
  /** @type {import('esbuild').BuildOptions} */
  const common = {
    bundle: true,
    platform: 'node',
    target: 'node24',
    outdir: inside('dist/electron'),
    sourcemap: 'linked',
    logLevel: 'warning',
  };
  await build({
    ...common,
    entryPoints: {
      main: inside('electron/main/main.ts'),
      worker: inside('automation/desktop/worker.ts'),
      planner: inside('automation/planner/worker.ts'),
      'script-checker': inside('automation/sandbox/check/worker.ts'),
    },
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    packages: 'external',
  });
  // They run where there are no packages and no other files.
  await build({
    ...common,
    entryPoints: {
      'script-runner': inside('automation/sandbox/inside/runner.ts'),
      'pdf-reader': inside('automation/files/read/pdf/worker.ts'),
    },
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    sourcemap: false,
  });
  await build({
    ...common,
    entryPoints: { preload: inside('electron/preload/preload.ts') },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    external: ['electron'],
  });
  const { default: sharp } = await import('sharp');
  for (const [name, pixels] of Object.entries(ICONS)) {
    await sharp(inside('renderer/public/icon.svg'), { density: 1200 })
      .resize(pixels)
      .png()
      .toFile(inside('dist/electron', name));
  }
  remember('host-bundle', wanted);
}

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Relative addresses, because the same files are served from a loopback port and from app://. */
export default defineConfig({
  root: here,
  base: './',
  plugins: [svelte({ configFile: false })],
  cacheDir: fileURLToPath(new URL('../.cache/vite', import.meta.url)),
  build: {
    rolldownOptions: { experimental: { lazyBarrel: true } },
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome130', 'firefox130', 'safari18'],
    modulePreload: { polyfill: false },
    // The page's policy forbids data: for scripts and fonts, so nothing may be inlined.
    assetsInlineLimit: 0,
    // The graph's layout engine is one file of 1.6 MB that is loaded only when the graph is opened.
    chunkSizeWarningLimit: 2000,
  },
});

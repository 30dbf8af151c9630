import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { GROUPS } from './suite/groups.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One project per test group. A minute is for real applications; fast tests get what a busy machine may need. */
export default defineConfig({
  root,
  cacheDir: `${root}.cache/vitest`,
  test: {
    projects: GROUPS.map(({ name, folders, without = [], atOnce, oneWorld = false }) => ({
      plugins: [svelte({ configFile: false })],
      test: {
        name,
        root,
        include: folders.map((folder) => `tests/${folder}/**/*.test.ts`),
        exclude: without.map((folder) => `tests/${folder}/**`),
        isolate: !oneWorld,
        testTimeout: atOnce ? 60_000 : 20_000,
        hookTimeout: 60_000,
        ...(atOnce ? { maxWorkers: atOnce, fileParallelism: atOnce > 1 } : {}),
      },
    })),
  },
});

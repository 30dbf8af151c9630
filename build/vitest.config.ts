import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { GROUPS } from './suite/groups.mjs';
import { LongestFirst } from './suite/longest-first.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One project per test group. A minute is for real applications; fast tests get what a busy machine may need. */
export default defineConfig({
  root,
  cacheDir: `${root}.cache/vitest`,
  test: {
    sequence: { sequencer: LongestFirst },
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
        // Left to itself the runner keeps one core free, which of two is half.
        maxWorkers: atOnce ?? availableParallelism(),
        fileParallelism: atOnce !== 1,
      },
    })),
  },
});

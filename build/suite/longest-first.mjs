import { BaseSequencer } from 'vitest/node';
import { GROUPS } from './groups.mjs';

const LONG = GROUPS.flatMap(({ long = [] }) => long).map((name) => `/tests/${name}.test.ts`);

/** The runner's own order, by what it remembers of a file's time, else by its size; but what is known to take long comes first. */
export class LongestFirst extends BaseSequencer {
  /** @override @type {BaseSequencer['sort']} */
  async sort(files) {
    const sorted = await super.sort(files);
    const long = LONG.flatMap((name) => sorted.filter(({ moduleId }) => moduleId.endsWith(name)));
    return [...long, ...sorted.filter((file) => !long.includes(file))];
  }
}

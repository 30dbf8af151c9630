import type { StateNode } from '../../shared/protocol/knowledge.ts';

/** When something came about or ended, each time once, ascending. What was always so (0) is no moment. */
export const momentsOf = (nodes: readonly StateNode[]): readonly number[] =>
  [...new Set(nodes.flatMap(({ at, until }) => (until === null ? [at] : [at, until])))]
    .filter((at) => at > 0)
    .sort((a, b) => a - b);

/** How much came about in each of `count` equal stretches of the time from `from` to `to`, from 0 to 1 (the most). */
export function density(moments: readonly number[], from: number, to: number, count: number): readonly number[] {
  const stretches = Array.from({ length: count }, () => 0);
  const length = Math.max(1, to - from);
  for (const at of moments) {
    const place = Math.min(count - 1, Math.max(0, Math.floor(((at - from) / length) * count)));
    stretches[place] = (stretches[place] ?? 0) + 1;
  }
  const most = Math.max(1, ...stretches);
  return stretches.map((n) => n / most);
}

/** The moment before or after `at` at which something came about; null: there is none. `moments` ascend. */
export function beside(moments: readonly number[], at: number, way: 'before' | 'after'): number | null {
  return (way === 'after' ? moments.find((one) => one > at) : moments.findLast((one) => one < at)) ?? null;
}

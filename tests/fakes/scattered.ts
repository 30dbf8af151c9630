import { seeded } from '../bench/parts/chance.ts';

/** Edges of a graph without a shape: two numbers each, what rests and what it rests on. */
export function scattered(nodes: number, edges: number): Uint32Array<ArrayBuffer> {
  const next = seeded(1);
  return Uint32Array.from(
    Array.from({ length: edges }).flatMap(() => {
      const from = 1 + Math.floor(next() * (nodes - 1));
      return [from, Math.max(0, from - 1 - Math.floor(next() ** 3 * from))];
    }),
  );
}

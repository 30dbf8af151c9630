import type { StateEdge, StateNode } from '../../shared/protocol/knowledge.ts';
import { Placer } from '../layout/placer.ts';
import type { Point } from '../layout/point.ts';

export type Placed = ReadonlyMap<string, Point>;

/** More than this share of new nodes, and standing still would make no picture of it. */
const TOO_NEW = 0.4;

/**
 * Places graphs in a worker. What was placed under a key keeps its place for as long as the key is the same; a node
 * that goes and comes back, as when the time is moved, stands where it stood.
 */
export class Placing {
  readonly #placer = new Placer();
  #key = '';
  #places = new Map<string, Point>();

  async place(key: string, nodes: readonly StateNode[], edges: readonly StateEdge[]): Promise<Placed> {
    const sorted = nodes.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    const same = key === this.#key;
    const fresh = same ? sorted.filter(({ id }) => !this.#places.has(id)).length : sorted.length;
    if (same && fresh === 0) return this.#places;
    const anew = !same || fresh > sorted.length * TOO_NEW;
    const spots = await this.#ask(sorted, edges, anew ? null : this.#places);
    const places = anew ? new Map<string, Point>() : new Map(this.#places);
    sorted.forEach(({ id }, i) => places.set(id, { x: spots[i * 2] ?? 0, y: spots[i * 2 + 1] ?? 0 }));
    this.#key = key;
    this.#places = places;
    return places;
  }

  close(): void {
    this.#placer.close();
  }

  #ask(nodes: readonly StateNode[], edges: readonly StateEdge[], places: Placed | null): Promise<Float32Array> {
    const index = new Map(nodes.map(({ id }, i) => [id, i]));
    const pairs = edges.flatMap(({ from, to }) => {
      const [a, b] = [index.get(from), index.get(to)];
      return a === undefined || b === undefined ? [] : [a, b];
    });
    const known =
      places &&
      Float32Array.from(
        nodes.flatMap(({ id }) => {
          const spot = places.get(id);
          return spot ? [spot.x, spot.y] : [NaN, NaN];
        }),
      );
    return this.#placer.place({ count: nodes.length, edges: Uint32Array.from(pairs), known, columns: false });
  }
}

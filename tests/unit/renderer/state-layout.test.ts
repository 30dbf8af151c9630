import { describe, expect, test } from 'vitest';
import { arrive } from '../../../renderer/layout/arrive.ts';
import { COLUMN, ROW } from '../../../renderer/layout/layered.ts';
import { place } from '../../../renderer/layout/place.ts';
import { rank } from '../../../renderer/layout/ranks.ts';
import { spotsOf } from '../../../renderer/layout/spot.ts';
import { scattered } from '../../fakes/scattered.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}
const places = (flat: Float32Array): Place[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[i * 2]!, y: flat[i * 2 + 1]! }));
/** The least distance between two nodes in rows (vertical) where they share a column. */
const crowded = (all: readonly Place[]): Place[] =>
  all.filter((a, i) => all.slice(i + 1).some((b) => Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < ROW - 0.5));

const pairs = (...edges: [number, number][]): Uint32Array<ArrayBuffer> => Uint32Array.from(edges.flat());

describe('ranks', () => {
  const ranks = (count: number, edges: Uint32Array): number[] => {
    const spots = spotsOf(count, edges);
    rank(spots);
    return spots.map((spot) => spot.rank);
  };

  test('are one more than the highest below', () => {
    expect(ranks(4, pairs([1, 0], [2, 1], [3, 2], [3, 0]))).toEqual([0, 1, 2, 3]);
  });

  test('put what rests on nothing right beside what rests on it', () => {
    expect(ranks(4, pairs([1, 0], [2, 1], [2, 3]))).toEqual([0, 1, 2, 1]);
  });

  test('end in a circle, too', () => {
    expect(ranks(3, pairs([0, 1], [1, 2], [2, 0])).every(Number.isFinite)).toBe(true);
  });
});

describe('placing', () => {
  test('puts what rests on something to the right of it, and no node on another', () => {
    const edges = pairs([2, 0], [2, 1], [3, 2], [4, 2], [5, 3], [5, 4]);
    const all = places(place(6, edges));
    for (let e = 0; e < edges.length; e += 2) expect(all[edges[e]!]!.x).toBeGreaterThan(all[edges[e + 1]!]!.x);
    expect(crowded(all)).toEqual([]);
  });

  test.each([40, 650])('gives %i nodes the same places every time, all of them finite', (count) => {
    const edges = scattered(count, count * 2);
    const first = place(count, edges);
    expect(first.every(Number.isFinite)).toBe(true);
    expect(place(count, edges)).toEqual(first);
  });

  test('keeps parts that do not hang together apart, also where many stand alone', () => {
    const all = places(place(60, pairs([1, 0], [3, 2], [5, 4])));
    expect(crowded(all)).toEqual([]);
  });

  test('moves the rows of a wide picture apart, but not those of a plan', () => {
    const edges = pairs([1, 0], [2, 1], [3, 2], [4, 3], [6, 1], [7, 2]);
    const rowsOf = (columns: boolean): number => {
      const heights = places(place(8, edges, columns)).map(({ y }) => y);
      return Math.max(...heights) - Math.min(...heights);
    };
    expect(rowsOf(false)).toBeGreaterThan(1.5 * rowsOf(true));
  });

  test('keeps a plan in columns, however tall they become', () => {
    const edges = pairs(...Array.from({ length: 150 }, (_, i): [number, number] => [i + 1, 0]));
    const all = places(place(151, edges, true));
    expect(new Set(all.map(({ x }) => Math.round(x))).size).toBe(2);
    expect(crowded(all)).toEqual([]);
  });

  test('places nothing, and a node that rests on itself', () => {
    expect([...place(0, pairs())]).toEqual([]);
    expect(place(1, pairs([0, 0])).every(Number.isFinite)).toBe(true);
  });
});

describe('arriving', () => {
  const edges = pairs([2, 0], [2, 1], [3, 2], [4, 2], [6, 5]);
  const known = place(3, pairs([2, 0], [2, 1]));
  const fresh = (count: number): Float32Array =>
    Float32Array.from({ length: count * 2 }, (_, i) => (i < known.length ? known[i]! : NaN));

  test('moves nothing that stands', () => {
    expect(arrive(7, edges, fresh(7)).subarray(0, known.length)).toEqual(known);
  });

  test('puts a new fact to the right of what it rests on, and two of them not onto each other', () => {
    const all = places(arrive(7, edges, fresh(7)));
    expect(all[3]!.x).toBeGreaterThan(all[2]!.x);
    expect(crowded(all)).toEqual([]);
    expect(all.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  test('leaves each new node room for its label, wherever what stands has been moved to', () => {
    // Rows that are no multiples of anything, as they are once a wide picture was moved apart.
    const stands = [0, 0, 220, 19, 220, 71, 330, 40, 440, 3, 440, 101];
    const count = stands.length / 2 + 8;
    const ways = pairs([6, 0], [7, 0], [8, 1], [9, 2], [10, 3], [11, 3]);
    const placed = places(
      arrive(
        count,
        ways,
        Float32Array.from({ length: count * 2 }, (_, i) => stands[i] ?? NaN),
      ),
    );
    const onto = placed.flatMap((one, i) =>
      i < stands.length / 2
        ? []
        : placed.filter(
            (other, j) => j < i && Math.abs(other.x - one.x) < COLUMN * 0.9 && Math.abs(other.y - one.y) < ROW * 0.9,
          ),
    );
    expect(onto).toEqual([]);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Disc, LabelPlaces, plateAt, widestPlate } from '../../../renderer/state-graph/picture/label-places.ts';

const SIZE = { width: 600, height: 400 };
const node = (x: number, y: number): Disc => ({ x, y, size: 6 });

test('a label has all the room it needs where nothing is in its way', () => {
  const [one, far] = [node(100, 100), node(400, 100)];
  expect(new LabelPlaces(SIZE, [one, far]).place(one, 220, 60)).toEqual({ left: 108, room: 220 });
});

test('it ends before the next node, or goes to the other side where there is more room', () => {
  const [one, next] = [node(300, 100), node(400, 95)];
  expect(new LabelPlaces(SIZE, [one, next]).place(one, 200, 60)).toEqual({ left: 92, room: 200 });
  const walled = [node(220, 100), one, next];
  expect(new LabelPlaces(SIZE, walled).place(one, 200, 60)).toEqual({ left: 308, room: 80 });
});

test('what would be cut to a few letters is left out; what is short is not', () => {
  const nodes = [node(300, 100), node(350, 95), node(250, 95)];
  const [one] = nodes;
  if (!one) throw new Error('There is a node.');
  expect(new LabelPlaces(SIZE, nodes).place(one, 200, 60)).toBeNull();
  expect(new LabelPlaces(SIZE, nodes).place(one, 25, 60)).toEqual({ left: 308, room: 25 });
});

test('no label covers another or a node, or comes near the edge', () => {
  const disc = fc.record({
    x: fc.integer({ min: 0, max: 600 }),
    y: fc.integer({ min: 0, max: 400 }),
    size: fc.integer({ min: 3, max: 10 }),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(disc, fc.integer({ min: 10, max: 240 })), { maxLength: 60 }), (all) => {
      const nodes = all.map(([one]) => one);
      const places = new LabelPlaces(SIZE, nodes);
      const labels = all.flatMap(([one, width]) => {
        const place = places.place(one, width, 60);
        return place ? [{ left: place.left, right: place.left + place.room, top: one.y - 16, bottom: one.y - 1 }] : [];
      });
      for (const [i, a] of labels.entries()) {
        expect(a.left).toBeGreaterThanOrEqual(8);
        expect(a.right).toBeLessThanOrEqual(SIZE.width - 8);
        for (const b of labels.slice(i + 1))
          expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
        for (const { x, y, size } of nodes)
          expect(a.left < x + size && x - size < a.right && a.top < y + size && y - size < a.bottom).toBe(false);
      }
    }),
    { numRuns: 200 },
  );
});

test('a plate stands beside its node where it fits, and under it where it would be cut', () => {
  expect(plateAt(node(100, 100), 200, SIZE)).toEqual({ left: 107, top: 89, right: 307, bottom: 111 });
  expect(plateAt(node(500, 100), 200, SIZE)).toEqual({ left: 293, top: 89, right: 493, bottom: 111 });
  expect(plateAt(node(500, 100), 500, SIZE)).toEqual({ left: 92, top: 111, right: 592, bottom: 133 });
  expect(plateAt(node(20, 390), 590, SIZE)).toEqual({ left: 8, top: 357, right: 598, bottom: 379 });
  expect(widestPlate(SIZE)).toBe(584);
});

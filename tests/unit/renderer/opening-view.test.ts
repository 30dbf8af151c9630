import { expect, test } from 'vitest';
import { openingView } from '../../../renderer/run/graph/opening-view.ts';

const places = (...spots: readonly [number, number][]) => ({
  nodes: new Map(spots.map(([x, y], i) => [String(i), { x, y }])),
});

test('a small graph stands in the middle at its own size', () => {
  expect(openingView(places([0, 0]), { width: 632, height: 472 })).toEqual({ x: 200, y: 200, zoom: 1 });
});

test('one that is a little too large is made smaller until all of it is seen', () => {
  const { zoom, x, y } = openingView(places([0, 0], [0, 400]), { width: 600, height: 432 });
  expect(zoom).toBeCloseTo(400 / 472);
  expect(y).toBeCloseTo(16);
  expect(x).toBeCloseTo((600 - 232 * zoom) / 2);
});

test('a long one is seen from its top, large enough to be read', () => {
  expect(openingView(places([12, 12], [12, 22_000]), { width: 400, height: 280 })).toMatchObject({
    y: 16 - 12 * 0.75,
    zoom: 0.75,
  });
});

test('a plan without steps has a view, too', () => {
  expect(openingView(places(), { width: 400, height: 280 })).toEqual({ x: 0, y: 0, zoom: 1 });
});

test('all of a long one is seen when that is asked for', () => {
  const { zoom } = openingView(places([0, 0], [0, 4_928]), { width: 400, height: 532 }, { least: 0.1 });
  expect(zoom).toBeCloseTo(0.1);
});

test('one that is too wide is seen around the step that it is about, without room to spare beside it', () => {
  const wide = places(...Array.from({ length: 40 }, (_, i): [number, number] => [i * 256, 0]));
  const pane = { width: 600, height: 280 };
  const middleOf = (about: string): number => {
    const { x, zoom } = openingView(wide, pane, { about });
    return x + ((wide.nodes.get(about)?.x ?? 0) + 116) * zoom;
  };
  expect(middleOf('20')).toBeCloseTo(300);
  expect(openingView(wide, pane, { about: '0' }).x).toBe(16);
  expect(middleOf('39')).toBeCloseTo(600 - 16 - 116 * 0.75);
});

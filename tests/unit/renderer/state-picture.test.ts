import { expect, test } from 'vitest';
import { fitting, moved, toPlane, toScreen, zoomed } from '../../../renderer/state-graph/picture/camera.ts';
import { mixed } from '../../../renderer/state-graph/picture/palette.ts';
import { NodeGrid } from '../../../renderer/state-graph/picture/node-grid.ts';
import type { SceneNode } from '../../../renderer/state-graph/picture/scene.ts';
import { KnownGraph } from '../../../renderer/state/known-graph.ts';
import { sceneEdges, sceneNodes } from '../../../renderer/state-graph/scenery.ts';

const SIZE = { width: 800, height: 600 };
const CORNERS = [
  { x: -400, y: 0 },
  { x: 2000, y: 1500 },
];

test('the fitting camera sees every point, and never enlarges a small graph beyond reading', () => {
  const camera = fitting(CORNERS, SIZE);
  for (const corner of CORNERS) {
    const { x, y } = toScreen(camera, SIZE, corner);
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(SIZE.width);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(SIZE.height);
  }
  expect(fitting([{ x: 1, y: 1 }], SIZE).scale).toBe(1.25);
  expect(fitting([], SIZE)).toEqual({ x: 0, y: 0, scale: 1 });
});

test('zooming keeps what is under the pointer under it', () => {
  const camera = fitting(CORNERS, SIZE);
  const pointer = { x: 650, y: 120 };
  const under = toPlane(camera, SIZE, pointer);
  const nearer = zoomed(camera, SIZE, pointer, 3, 0.01);
  expect(nearer.scale).toBeCloseTo(camera.scale * 3);
  expect(toScreen(nearer, SIZE, under).x).toBeCloseTo(pointer.x);
  expect(toScreen(nearer, SIZE, under).y).toBeCloseTo(pointer.y);
  expect(zoomed(camera, SIZE, pointer, 0.0001, 0.05).scale).toBe(0.05);
});

test('panning moves the picture with the pointer', () => {
  const camera = fitting(CORNERS, SIZE);
  const before = toScreen(camera, SIZE, CORNERS[0]!);
  const after = toScreen(moved(camera, 30, -12), SIZE, CORNERS[0]!);
  expect(after.x - before.x).toBeCloseTo(30);
  expect(after.y - before.y).toBeCloseTo(-12);
});

test('the nearest node within reach is found, across the border of a cell too', () => {
  const node = (id: string, x: number, y: number): SceneNode => ({
    id,
    x,
    y,
    form: 'disc',
    tone: 'accent',
    look: 'full',
    label: id,
    size: 5,
    faded: false,
  });
  const grid = new NodeGrid([node('a', 119, 10), node('b', 130, 10), node('far', 500, 500)]);
  expect(grid.nearest(121, 10, () => 20)?.id).toBe('a');
  expect(grid.nearest(128, 10, () => 20)?.id).toBe('b');
  expect(grid.nearest(300, 300, () => 20)).toBeNull();
});

test('a scene has each edge once, fades what is over or not searched, and leaves out what has no place', () => {
  const at = { context: 'world', at: 1, kind: 'fact' as const };
  const nodes = ['a', 'b', 'c'].map((id) => ({ ...at, id, label: id, until: id === 'b' ? 5 : null }));
  const edge = { from: 'b', to: 'a', kind: 'derived-from' as const };
  const graph = new KnownGraph({ nodes, edges: [edge, edge, { from: 'a', to: 'a', kind: 'supersedes' }] });
  const places = new Map([
    ['a', { x: 0, y: 0 }],
    ['b', { x: 9, y: 0 }],
  ]);
  expect(sceneEdges(graph)).toHaveLength(1);
  expect(sceneNodes(graph, places, null).map(({ id, faded }) => [id, faded])).toEqual([
    ['a', false],
    ['b', true],
  ]);
  expect(sceneNodes(graph, places, new Set(['b'])).map(({ faded }) => faded)).toEqual([true, true]);
});

test('a colour is mixed with its ground and is never see-through', () => {
  expect(mixed('rgb(200, 100, 0)', 'rgb(0, 0, 100)', 0.5)).toBe('rgb(100, 50, 50)');
  expect(mixed('rgb(1, 2, 3)', 'rgb(9, 9, 9)', 1)).toBe('rgb(1, 2, 3)');
});

test('what was looked for is large, over the rest, and the only one whose ties are drawn', () => {
  const node = (id: string) => ({ id, kind: 'fact' as const, label: id, context: 'world', at: 0, until: null });
  const graph = new KnownGraph({
    nodes: Array.from({ length: 3000 }, (_, i) => node(`n${i}`)),
    edges: Array.from({ length: 2999 }, (_, i) => ({ from: `n${i}`, to: `n${i + 1}`, kind: 'derived-from' as const })),
  });
  const places = new Map(graph.nodes.map(({ id }, i) => [id, { x: i, y: 0 }] as const));
  const found = new Set(['n7']);
  const nodes = sceneNodes(graph, places, found);
  expect(nodes.at(-1)).toMatchObject({ id: 'n7', faded: false, size: 8 });
  expect(nodes.slice(0, -1).filter(({ faded, size }) => !faded || size >= 8)).toEqual([]);
  expect(sceneEdges(graph, new Map(), found).map(({ from, to }) => `${from} ${to}`)).toEqual(['n6 n7', 'n7 n8']);
});

import { describe, expect, test } from 'vitest';
import { scaleBetween } from '../../../automation/desktop/providers/atspi/geometry.ts';
import { correctRects } from '../../../automation/desktop/providers/atspi/rect-corrections.ts';
import type { Shown } from '../../../automation/desktop/providers/atspi/walk.ts';
import type { Rect, Window } from '../../../shared/ports/driver.ts';

const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height });
const windowAt = (place: Rect): Window => ({
  id: 1,
  pid: 1,
  app: 'app',
  title: '',
  rect: place,
  state: 'normal',
  active: true,
  dialog: false,
});
const tree = (...nodes: readonly (readonly [number, string, Rect])[]): { nodes: Shown[]; said: Rect[] } => ({
  nodes: nodes.map(([depth, role]) => ({
    ref: { bus: '', path: '' },
    role,
    name: '',
    states: [],
    interfaces: [],
    childCount: 0,
    depth,
  })),
  said: nodes.map(([, , place]) => place),
});

describe('where things really are', () => {
  test('is where they say, times the window’s scale', () => {
    const { nodes, said } = tree([0, 'frame', rect(10, 0, 300, 200)], [1, 'push button', rect(20, 30, 40, 10)]);
    expect(correctRects(nodes, said, windowAt(rect(20, 0, 600, 400)), 2)[1]).toEqual(rect(40, 60, 80, 20));
  });

  test('is lower in LibreOffice by the menu bar that it forgets, but not for widgets set into it', () => {
    const { nodes, said } = tree(
      [0, 'frame', rect(0, 0, 1280, 900)],
      [1, 'panel', rect(0, 48, 1280, 852)],
      [2, 'root pane', rect(0, 21, 1280, 852)],
      [3, 'push button', rect(92, 23, 44, 35)],
      [3, 'panel', rect(4, 62, 189, 34)],
      [4, 'panel', rect(4, 89, 189, 34)],
      [5, 'text', rect(4, 89, 153, 34)],
      [3, 'push button', rect(226, 62, 33, 35)],
    );
    const rects = correctRects(nodes, said, windowAt(rect(0, 0, 1280, 900)), 1);
    expect(rects.map((one) => one?.y)).toEqual([0, 48, 48, 50, 89, 89, 89, 89]);
  });

  test('is as said in the page of a browser that scales itself', () => {
    const { nodes, said } = tree(
      [0, 'frame', rect(0, 0, 940, 520)],
      [1, 'push button', rect(20, 56, 34, 34)],
      [1, 'document web', rect(0, 160, 1880, 880)],
      [2, 'push button', rect(100, 400, 200, 60)],
      [1, 'push button', rect(54, 56, 34, 34)],
    );
    const rects = correctRects(nodes, said, windowAt(rect(0, 0, 1880, 1040)), 2);
    expect(rects.map((one) => one?.x)).toEqual([0, 40, 0, 100, 108]);
  });
});

test.each([
  [662, 332, 2],
  [642, 642, 1],
  [333, 331, 1],
  [963, 640, 1.5],
  [100, 0, 1],
])('a window of %i pixels that says %i has scale %d', (real, said, scale) =>
  expect(scaleBetween(rect(0, 0, real, 1), rect(0, 0, said, 1))).toBe(scale),
);

import { expect, test } from 'vitest';
import { tileOf, type TileArea } from '../../../automation/desktop/performers/tile.ts';

const area = { x: 10, y: 30, width: 1281, height: 771 };

test.each<[TileArea, [number, number, number, number]]>([
  ['left', [10, 30, 640, 771]],
  ['right', [650, 30, 641, 771]],
  ['top', [10, 30, 1281, 385]],
  ['bottom-right', [650, 415, 641, 386]],
  ['full', [10, 30, 1281, 771]],
])('%s of the work area', (name, [x, y, width, height]) => {
  expect(tileOf(name, area)).toEqual({ x, y, width, height });
});

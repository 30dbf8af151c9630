import { describe, expect, test } from 'vitest';
import { NodePlaces } from '../../../../shared/symbolic/events/node-places.ts';

/** Names of facts, and names that only look like them. */
const NAMES = [
  'step:r1/s1',
  'step:r1/',
  'step:r1',
  'step:r2/s1',
  'seen:r1/s1/1',
  's1',
  '/s1',
  '/',
  '=free("/a/b")',
  'f0',
  'f1',
  'f7',
  'f01',
  'f1a',
  'f',
  'f-1',
  'f1e3',
  'f 1',
  'f300',
  'f12345678',
  'goal:f1',
  'F1',
  '',
];

describe('the places of nodes', () => {
  test('are kept apart by name, be it a number or not', () => {
    const places = new NodePlaces();
    for (const [place, name] of NAMES.entries()) {
      expect(places.get(name)).toBeUndefined();
      places.set(name, place);
      expect(places.get(name)).toBe(place);
    }
    expect(NAMES.map((name) => places.get(name))).toEqual(NAMES.map((_, place) => place));
    places.set('f7', 70);
    places.set('goal:f1', 71);
    expect([places.get('f7'), places.get('goal:f1'), places.get('goal:f1')]).toEqual([70, 71, 71]);
    places.clear();
    expect(NAMES.map((name) => places.get(name))).toEqual(NAMES.map(() => undefined));
  });
});

import { expect, test } from 'vitest';
import { beside, density, momentsOf } from '../../../renderer/state-graph/moments.ts';
import { towards } from '../../../renderer/state-graph/towards.ts';
import { completions, relationsIn } from '../../../renderer/state-graph/completions.ts';
import { written } from '../../../shared/protocol/knowledge.ts';
import { RULES } from '../../fakes/knowledge-scene.ts';

test('a fact is written as one types it', () => {
  expect(written({ relation: 'in_folder', args: ['a "b".pdf', 3, true] })).toBe('in_folder("a \\"b\\".pdf", 3, true)');
});

test('relations are read from the rules, each once with how it is used', () => {
  const relations = relationsIn(RULES);
  expect(relations.find(({ name }) => name === 'content')).toEqual({ name: 'content', usage: 'content(F, H)' });
  expect(new Set(relations.map(({ name }) => name)).size).toBe(relations.length);
});

test('a typed beginning is completed until its arguments begin; what begins with it comes first', () => {
  const relations = ['waiting', 'in_folder', 'window_in'].map((name) => ({ name, usage: `${name}(X)` }));
  expect(completions(relations, 'in').map(({ name }) => name)).toEqual(['in_folder', 'waiting', 'window_in']);
  expect(completions(relations, 'in_folder(')).toEqual([]);
});

test('the time strip shows how much came about when, the most as 1', () => {
  expect(density([0, 1, 99], 0, 100, 4)).toEqual([1, 0, 0, 0.5]);
  expect(density([], 5, 5, 2)).toEqual([0, 0]);
});

test('moments are when something came about or ended, but never always', () => {
  const node = { id: 'a', kind: 'fact', label: 'a', context: 'world', until: null } as const;
  expect(
    momentsOf([
      { ...node, at: 9 },
      { ...node, at: 0 },
      { ...node, at: 3, until: 9 },
    ]),
  ).toEqual([3, 9]);
});

test('the arrows go from one change to the next', () => {
  expect(beside([10, 20, 30], 20, 'before')).toBe(10);
  expect(beside([10, 20, 30], 20, 'after')).toBe(30);
  expect(beside([10, 20, 30], 30, 'after')).toBeNull();
});

test('an arrow finds the nearest node in its direction, never one that is more aside than ahead', () => {
  const here = { x: 0, y: 0 };
  const [right, aside, far] = [
    { x: 100, y: 5 },
    { x: 20, y: 60 },
    { x: 90, y: 80 },
  ];
  expect(towards([aside, far, right], here, 'ArrowRight')).toBe(right);
  expect(towards([right], here, 'ArrowLeft')).toBeUndefined();
  expect(towards([right, aside], here, 'ArrowDown')).toBe(aside);
});

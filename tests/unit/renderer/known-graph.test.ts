import { expect, test } from 'vitest';
import { KnownGraph } from '../../../renderer/state/known-graph.ts';
import { FakeKnowledge } from '../../fakes/fake-knowledge.ts';

const NOW = 1_800_000_000_000;
const scene = (): KnownGraph =>
  new KnownGraph(new FakeKnowledge(() => NOW).graph({ type: 'state.graph', limit: 10_000 }));
const ids = (nodes: Iterable<{ id: string }>): string[] => [...nodes].map(({ id }) => id);

test('a contradiction ties two nodes', () => {
  expect(scene().ties('unsaved')).toContainEqual(
    expect.objectContaining({ kind: 'contradicts', way: 'back', node: expect.objectContaining({ id: 'saved' }) }),
  );
});

test('a neighbourhood grows by one edge a hop, in both directions', () => {
  const graph = scene();
  expect([...graph.neighbourhood('duplicate', 0)]).toEqual(['duplicate']);
  expect([...graph.neighbourhood('duplicate', 1)].sort()).toEqual(['duplicate', 'hash-a', 'hash-b', 'rule:duplicate']);
  expect(graph.neighbourhood('to-file', 2)).toContain('invoice-2026-10');
  expect(graph.neighbourhood('nothing', 3).size).toBe(0);
});

test('an edge to a node that is not there is left out', () => {
  const nodes = scene().nodes.filter(({ id }) => id !== 'hash-a');
  const graph = new KnownGraph({ nodes, edges: scene().edges });
  expect(ids(graph.ties('duplicate').map(({ node }) => node))).toEqual(['hash-b', 'rule:duplicate']);
});

import { expect, test } from 'vitest';
import type { Otherwise } from '../../../shared/protocol/otherwise.ts';
import { KnownGraph } from '../../../renderer/state/known-graph.ts';
import { sceneEdges, sceneNodes } from '../../../renderer/state-graph/scenery.ts';
import { suppositionOf } from '../../../renderer/state-graph/supposition.ts';
import { FakeKnowledge } from '../../fakes/fake-knowledge.ts';

const NOW = 1_800_000_000_000;
const knowledge = new FakeKnowledge(() => NOW);
const graph = new KnownGraph(knowledge.graph({ type: 'state.graph', limit: 10_000 }));
const ask = (holds: string[], not: string[]): Otherwise =>
  knowledge.otherwise({ type: 'facts.suppose', holds, not }, []);

test('what is supposed, and what would follow, are nodes tied to what they rest on', () => {
  const { nodes, edges, standing, why } = suppositionOf(graph, ask(['keep("~/Downloads")'], []), [], NOW);
  expect(nodes.map(({ id, label, kind }) => [id, label, kind])).toEqual([
    ['supposed 1', 'keep: ~/Downloads', 'fact'],
    ['then-1', 'keep: ~/Downloads is to be filed', 'fact'],
  ]);
  expect([...standing]).toEqual([
    ['supposed 1', 'supposed'],
    ['then-1', 'follows'],
  ]);
  expect(edges.map(({ from, to }) => [from, to])).toEqual([
    ['then-1', 'rule:file-invoices'],
    ['then-1', 'supposed 1'],
    ['then-1', 'filed'],
  ]);
  expect(why.get('then-1')?.why.answer).toContain('file-invoices');
});

test('a fact of the graph that is supposed not to hold is no second node, and what would cease stays where it is', () => {
  const { nodes, edges, standing } = suppositionOf(graph, ask([], ['documents']), ['documents'], NOW);
  expect([nodes, edges]).toEqual([[], []]);
  expect(standing.get('documents')).toBe('not');
  expect(new Set(standing.values())).toEqual(new Set(['not', 'ceases']));
});

test('it is drawn otherwise than what is so', () => {
  const { nodes, edges, standing } = suppositionOf(graph, ask(['keep("~/Downloads")'], []), [], NOW);
  const all = new KnownGraph({ nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, ...edges] });
  const places = new Map(all.nodes.map(({ id }, i) => [id, { x: i, y: 0 }]));
  const looks = new Map(sceneNodes(all, places, null, standing).map(({ id, look }) => [id, look]));
  expect(looks.get('then-1')).toBe('dashed');
  expect(looks.get('documents')).toBe('full');
  expect(sceneEdges(all, standing).flatMap(({ from, supposed }) => (supposed ? [from] : []))).toEqual([
    'then-1',
    'then-1',
    'then-1',
  ]);
});

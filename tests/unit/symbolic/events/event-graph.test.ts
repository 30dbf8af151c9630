import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventGraph } from '../../../../shared/symbolic/events/event-graph.ts';
import { queryEvents, type EventQuery } from '../../../../shared/symbolic/events/event-query.ts';

const all: EventQuery = { at: 1000, within: () => true, words: [], limit: 100 };
const node = (id: string, at: number, rest: { until?: number; label?: string; context?: string } = {}) => ({
  id,
  kind: 'fact' as const,
  label: rest.label ?? id,
  context: rest.context ?? 'world',
  at,
  until: rest.until ?? null,
});

const filled = (): EventGraph => {
  const graph = new EventGraph();
  graph.add(node('goal', 10, { label: 'Tidy the Downloads' }));
  graph.add(node('step', 20, { context: 'plan' }));
  graph.add(node('old', 30, { until: 50 }));
  graph.add(node('new', 50));
  graph.link('step', 'caused-by', 'goal');
  graph.link('new', 'supersedes', 'old');
  graph.link('new', 'caused-by', 'step');
  graph.link('new', 'caused-by', 'step');
  return graph;
};

describe('the event graph', () => {
  it('is shown as it was at a moment: nothing later, and no end that was still to come', () => {
    const then = queryEvents(filled(), { ...all, at: 40 });
    expect(then.nodes.map((n) => [n.id, n.until])).toEqual([
      ['goal', null],
      ['step', null],
      ['old', null],
    ]);
    expect(then.edges).toEqual([{ from: 'step', to: 'goal', kind: 'caused-by' }]);
    const now = queryEvents(filled(), all);
    expect(now.nodes.find((n) => n.id === 'old')?.until).toBe(50);
    expect(now.edges).toHaveLength(3);
  });

  it('is shown by context, by words, and the latest where there is no room for all', () => {
    const graph = filled();
    expect(queryEvents(graph, { ...all, within: (c) => c === 'plan' }).nodes.map((n) => n.id)).toEqual(['step']);
    expect(queryEvents(graph, { ...all, words: ['downloads', 'TIDY'] }).nodes.map((n) => n.id)).toEqual(['goal']);
    const two = queryEvents(graph, { ...all, limit: 2 });
    expect([two.nodes.map((n) => n.id), two.total]).toEqual([['old', 'new'], 4]);
    expect(queryEvents(graph, { ...all, limit: 0 }).nodes).toEqual([]);
  });

  it('keeps a node’s place when it is added again, and links nothing to itself', () => {
    const graph = filled();
    graph.add({ ...node('old', 99), label: 'renamed' });
    graph.end('new', 70);
    graph.end('nowhere', 70);
    graph.link('old', 'contradicts', 'old');
    expect(graph.get('old')).toMatchObject({ at: 30, label: 'renamed', until: null });
    expect(graph.get('new')?.until).toBe(70);
    expect(graph.edgesFrom('old')).toEqual([]);
    expect(graph.edgesTo('old')).toHaveLength(1);
  });

  it('leaves no edge without its ends when it forgets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(9), fc.nat(9))),
        fc.array(fc.nat(20), { minLength: 10, maxLength: 10 }),
        fc.nat(20),
        (links, ends, before) => {
          const graph = new EventGraph();
          ends.forEach((until, i) => graph.add(node(String(i), 0, { until })));
          for (const [a, b] of links) graph.link(String(a), 'caused-by', String(b));
          expect(graph.forget(before)).toBe(ends.filter((until) => until < before).length);
          expect(graph.size).toBe(ends.filter((until) => until >= before).length);
          const kept = (id: string) => graph.get(id) !== undefined;
          for (let i = 0; i < 10; i++) {
            const edges = [...graph.edgesFrom(String(i)), ...graph.edgesTo(String(i))];
            expect(edges.every((e) => kept(e.from) && kept(e.to))).toBe(true);
          }
          const wanted = new Set(links.filter(([a, b]) => a !== b && kept(String(a)) && kept(String(b))).map(String));
          expect(queryEvents(graph, all).edges).toHaveLength(wanted.size);
        },
      ),
    );
  });
});

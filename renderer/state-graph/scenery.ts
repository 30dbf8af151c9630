import { NODE_KIND } from '../words/knowledge.ts';
import type { KnownGraph } from '../state/known-graph.ts';
import type { Placed } from './placing.ts';
import type { SceneEdge, SceneNode } from './picture/scene.ts';

const MANY = 2000;

/** What is known, as something that can be drawn; what has no place yet is left out. */
export function sceneNodes(
  graph: KnownGraph,
  places: Placed,
  matches: ReadonlySet<string> | null,
): readonly SceneNode[] {
  const least = graph.nodes.length > MANY ? 3 : 5.5;
  return graph.nodes.flatMap(({ id, kind, label, until }): SceneNode[] => {
    const place = places.get(id);
    if (!place) return [];
    const { form, tone } = NODE_KIND[kind];
    const size = least + Math.min(5, Math.log2(1 + graph.degree(id)) * 0.8);
    return [{ id, ...place, form, tone, label, size, faded: until !== null || (matches !== null && !matches.has(id)) }];
  });
}

/** Each edge once; two nodes may be tied in several ways. */
export function sceneEdges(graph: KnownGraph): readonly SceneEdge[] {
  const known = new Map<string, SceneEdge>();
  for (const { from, to, kind } of graph.edges) {
    const id = `${from} ${kind} ${to}`;
    if (from !== to) known.set(id, { id, from, to, kind });
  }
  return [...known.values()];
}

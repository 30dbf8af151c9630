import { visible } from '../../shared/protocol/visible.ts';
import { NODE_KIND, THEN, type Then } from '../words/knowledge.ts';
import type { KnownGraph } from '../state/known-graph.ts';
import type { Placed } from './placing.ts';
import type { SceneEdge, SceneNode } from './picture/scene.ts';

const MANY = 2000;
/** The least size of what was looked for: a few dots among thousands would not be seen. */
const FOUND = 8;

/** What is known, as something that can be drawn; what has no place yet is left out. What was looked for is drawn last, over the rest. */
export function sceneNodes(
  graph: KnownGraph,
  places: Placed,
  matches: ReadonlySet<string> | null,
  thens: ReadonlyMap<string, Then> = new Map(),
): readonly SceneNode[] {
  const least = graph.nodes.length > MANY ? 3 : 5.5;
  const nodes = graph.nodes.flatMap(({ id, kind, label, until }): SceneNode[] => {
    const place = places.get(id);
    if (!place) return [];
    const { form, tone: own } = NODE_KIND[kind];
    const how = thens.get(id);
    const { look, tone } = how ? THEN[how] : { look: 'full' as const, tone: own };
    const grown = least + Math.min(5, Math.log2(1 + graph.degree(id)) * 0.8);
    const size = matches?.has(id) === true ? Math.max(FOUND, grown) : grown;
    const faded = until !== null || (matches !== null && !matches.has(id));
    return [{ id, ...place, form, tone, look, label: visible(label), size, faded }];
  });
  return matches === null ? nodes : nodes.toSorted((a, b) => Number(matches.has(a.id)) - Number(matches.has(b.id)));
}

/** Each edge once; two nodes may be tied in several ways. Where something was looked for, only what ties it. */
export function sceneEdges(
  graph: KnownGraph,
  thens: ReadonlyMap<string, Then> = new Map(),
  matches: ReadonlySet<string> | null = null,
): readonly SceneEdge[] {
  const known = new Map<string, SceneEdge>();
  for (const { from, to, kind } of graph.edges) {
    const id = `${from} ${kind} ${to}`;
    const isShown = matches === null || matches.has(from) || matches.has(to);
    if (from !== to && isShown) known.set(id, { id, from, to, kind, supposed: thens.has(from) });
  }
  return [...known.values()];
}

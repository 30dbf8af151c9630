import type { EventGraph } from './event-graph.ts';
import type { EventEdge, EventNode } from './node.ts';

export interface EventQuery {
  /** What had come about by then, in milliseconds since the epoch. */
  readonly at: number;
  /** Whether a context is asked for. */
  readonly within: (context: string) => boolean;
  /** Words that a label must hold, each of them, without regard to case; none: every label does. */
  readonly words: readonly string[];
  /** At most so many nodes: the latest. */
  readonly limit: number;
}

export interface EventPart {
  /** In the order they came about; what ends later than the moment asked for has no end yet. */
  readonly nodes: readonly EventNode[];
  /** Edges between these nodes. */
  readonly edges: readonly EventEdge[];
  /** How many nodes there would be without a limit. */
  readonly total: number;
}

/** A part of the graph, as it was at a moment. */
export const queryEvents = (graph: EventGraph, { at, within, words, limit }: EventQuery): EventPart => {
  const wanted = words.map((word) => word.toLowerCase());
  const found: EventNode[] = [];
  for (const node of graph.nodes()) {
    if (node.at > at || !within(node.context)) continue;
    const label = wanted.length > 0 ? node.label.toLowerCase() : '';
    if (wanted.every((word) => label.includes(word))) found.push(node);
  }
  const byTime = found.sort((a, b) => a.at - b.at);
  const nodes = byTime.slice(Math.max(0, byTime.length - limit));
  const shown = new Set(nodes.map(({ id }) => id));
  return {
    nodes: nodes.map((node) => (node.until !== null && node.until > at ? { ...node, until: null } : node)),
    edges: nodes.flatMap(({ id }) => graph.edgesFrom(id).filter(({ to }) => shown.has(to))),
    total: found.length,
  };
};

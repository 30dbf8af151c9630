import type { ExplanationLine, StateEdge, StateNode } from '../../shared/protocol/knowledge.ts';
import type { Consequence, Otherwise } from '../../shared/protocol/otherwise.ts';
import type { KnownGraph } from '../state/known-graph.ts';
import type { Then } from '../words/knowledge.ts';

/** What a what-if adds to the state graph, and how what is there would stand in it. */
export interface Supposition {
  /** What is supposed and what would follow, as far as it is not known as it is. */
  readonly nodes: readonly StateNode[];
  readonly edges: readonly StateEdge[];
  /** By node. */
  readonly standing: ReadonlyMap<string, Then>;
  /** Why a node would begin or cease to follow. */
  readonly why: ReadonlyMap<string, Consequence>;
}

const bare = (sentence: string): string => sentence.replace(/\.$/u, '');

/**
 * @param not the facts of the graph that are supposed not to hold; the answer names them after all others
 * @param at the moment that the graph shows
 */
export function suppositionOf(
  graph: KnownGraph,
  otherwise: Otherwise,
  not: readonly string[],
  at: number,
): Supposition {
  const { supposed, begins, ceases } = otherwise;
  const denied = not.filter((id) => graph.get(id));
  const node = (id: string, say: string): StateNode => ({
    id,
    kind: 'fact',
    label: bare(say),
    context: 'world',
    at,
    until: null,
  });
  const held = supposed
    .slice(0, supposed.length - denied.length)
    .map((say, i): readonly [string, StateNode] => [bare(say), node(`supposed ${i + 1}`, say)]);
  const following = begins.some.filter(({ id }) => !graph.get(id));
  const ceasing = ceases.some.filter(({ id }) => graph.get(id) && !denied.includes(id));
  const nodes = [...held.map(([, one]) => one), ...following.map(({ id, say }) => node(id, say))];
  const there = new Set(nodes.map(({ id }) => id));
  const bySentence = new Map(held.map(([say, { id }]) => [say, id]));
  const known = ({ kind, say, node: id }: ExplanationLine): string | undefined => {
    if (kind === 'supposed') return bySentence.get(bare(say));
    return id !== undefined && (there.has(id) || graph.get(id)) ? id : undefined;
  };
  return {
    nodes,
    edges: following.flatMap(({ id, why }) =>
      restsOn(why.lines, known, id).map((to): StateEdge => ({ from: id, to, kind: 'derived-from' })),
    ),
    standing: new Map([
      ...held.map(([, { id }]) => [id, 'supposed'] as const),
      ...denied.map((id) => [id, 'not'] as const),
      ...following.map(({ id }) => [id, 'follows'] as const),
      ...ceasing.map(({ id }) => [id, 'ceases'] as const),
    ]),
    why: new Map([...following, ...ceasing].map((one) => [one.id, one])),
  };
}

/** The nodes that an explanation rests on first: of what stands under one that is a node, nothing; of a rule, its conditions as well. */
function restsOn(
  lines: readonly ExplanationLine[],
  known: (line: ExplanationLine) => string | undefined,
  self: string,
): readonly string[] {
  const found = new Set<string>();
  let under = Infinity;
  for (const line of lines) {
    if (line.depth > under) continue;
    under = Infinity;
    const id = known(line);
    if (id === undefined || id === self) continue;
    found.add(id);
    if (line.kind !== 'rule') under = line.depth;
  }
  return [...found];
}

import type { StateNode } from '../../shared/protocol/knowledge.ts';
import { NODE_KIND } from '../words/knowledge.ts';

export const COLUMNS = ['label', 'kind', 'context', 'at'] as const;
export type Column = (typeof COLUMNS)[number];
export interface Sort {
  readonly by: Column;
  readonly down: boolean;
}

/** The ids of the nodes whose label or kind holds every word; null where no word is given. */
export function matching(nodes: readonly StateNode[], search: string): ReadonlySet<string> | null {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const text = ({ label, kind }: StateNode): string => `${label} ${NODE_KIND[kind].word}`.toLowerCase();
  return new Set(nodes.filter((node) => words.every((word) => text(node).includes(word))).map(({ id }) => id));
}

/** The rows of the list: what matches, in the order asked for; what is equal there is newest first. */
export function rowsOf(
  nodes: readonly StateNode[],
  matches: ReadonlySet<string> | null,
  { by, down }: Sort,
  contextName: (id: string) => string,
): readonly StateNode[] {
  const words = new Intl.Collator('en', { numeric: true });
  const key = (node: StateNode): string =>
    by === 'context' ? contextName(node.context) : node[by === 'at' ? 'id' : by];
  const sign = down ? -1 : 1;
  const order = (a: StateNode, b: StateNode): number => (by === 'at' ? a.at - b.at : words.compare(key(a), key(b)));
  return nodes
    .filter(({ id }) => matches === null || matches.has(id))
    .sort((a, b) => sign * order(a, b) || b.at - a.at || (a.id < b.id ? -1 : 1));
}

/** Which rows of a long list have to be there: those in view and a few around them. `last` is not among them. */
export function inView(scrolled: number, height: number, row: number, count: number): { first: number; last: number } {
  const AROUND = 6;
  const first = Math.max(0, Math.floor(scrolled / row) - AROUND);
  return { first, last: Math.min(count, Math.ceil((scrolled + height) / row) + AROUND) };
}

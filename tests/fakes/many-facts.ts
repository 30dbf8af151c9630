import type { StateGraph, StateNodeKind } from '../../shared/protocol/knowledge.ts';
import { seeded } from '../bench/parts/chance.ts';
import { scattered } from './scattered.ts';

const KINDS: readonly StateNodeKind[] = [
  'fact',
  'fact',
  'fact',
  'observation',
  'observation',
  'rule',
  'step',
  'decision',
];
const CONTEXTS = ['world', 'app:files', 'app:mail', 'plan:1'];

/** A state graph of any size, the same every time: what came last rests mostly on what came shortly before. */
export function manyFacts(nodes: number, edges: number, now: number): StateGraph {
  const next = seeded(7);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
  const pairs = scattered(nodes, edges);
  return {
    nodes: Array.from({ length: nodes }, (_, i) => ({
      id: `n${i}`,
      kind: pick(KINDS),
      label: `document-${i}.pdf is in ~/Archive/${2000 + (i % 26)}`,
      context: pick(CONTEXTS),
      at: now - (nodes - i) * 60_000,
      until: null,
    })),
    edges: Array.from({ length: edges }, (_, i) => ({
      from: `n${pairs[i * 2]}`,
      to: `n${pairs[i * 2 + 1]}`,
      kind: next() < 0.97 ? ('derived-from' as const) : pick(['caused-by', 'contradicts', 'supersedes'] as const),
    })),
    contexts: CONTEXTS.map((id) => ({ id, parent: id === 'world' ? null : 'world', label: id, facts: nodes })),
    at: now,
    from: now - nodes * 60_000,
    to: now,
    total: nodes,
  };
}

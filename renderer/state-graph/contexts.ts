import type { ContextView } from '../../shared/protocol/knowledge.ts';

/**
 * The contexts worth a line: those that hold facts now, those around them, and the chosen one with what is around it. Every goal has a
 * context of its own, so most are empty soon.
 */
export function lively(contexts: readonly ContextView[], chosen: string | null): readonly ContextView[] {
  const byId = new Map(contexts.map((context) => [context.id, context]));
  const kept = new Set<string>();
  for (const { id, facts, parent } of contexts)
    if (facts > 0 || id === chosen || parent === null)
      for (let one = byId.get(id); one && !kept.has(one.id); one = byId.get(one.parent ?? '')) kept.add(one.id);
  return contexts.filter(({ id }) => kept.has(id));
}

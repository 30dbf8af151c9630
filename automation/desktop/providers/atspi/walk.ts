import { ACCESSIBLE, type AccessibilityBus, type Ref } from './connection.ts';
import { cachedNodes, children, describe, type CachedNode, type Node } from './nodes.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

export interface Shown extends Node {
  readonly depth: number;
}

const MOST = 2_000;
/**
 * A spreadsheet claims 2^31 children and asking for them freezes the application until it is killed; a Writer page also
 * manages its descendants but has few. So such an object is opened only when it says that it is small.
 */
const MOST_MANAGED = 500;

const opensSafely = async (
  bus: AccessibilityBus,
  { ref, states, childCount }: Node,
  progress: Progress,
): Promise<boolean> => {
  if (!states.includes('manages-descendants')) return childCount <= MOST;
  // The cache says -1 for these, of a page as of a spreadsheet.
  const count = childCount >= 0 ? childCount : await bus.property<number>(ref, ACCESSIBLE, 'ChildCount', progress);
  return count !== null && count <= MOST_MANAGED;
};

/** The showing objects from `root` down, depth first, from the application's cache where it is complete and by asking where not. */
export const walk = async (bus: AccessibilityBus, root: Ref, progress: Progress): Promise<readonly Shown[]> => {
  const cached = await cachedNodes(bus, root.bus, progress);
  const byParent = new Map<string, CachedNode[]>();
  for (const node of cached.values()) byParent.set(node.parent, [...(byParent.get(node.parent) ?? []), node]);
  let left = MOST;

  const childrenOf = async (node: Node): Promise<readonly (Node | null)[]> => {
    if (node.childCount === 0 || !(await opensSafely(bus, node, progress))) return [];
    const known = byParent.get(node.ref.path) ?? [];
    if (node.childCount === known.length && known.every(({ index }) => index >= 0))
      return known.toSorted((a, b) => a.index - b.index);
    const refs = await children(bus, node.ref, progress);
    return Promise.all(refs.slice(0, MOST).map((ref) => cached.get(ref.path) ?? describe(bus, ref, progress, true)));
  };

  const visit = async (node: Node, depth: number): Promise<readonly Shown[]> => {
    if (left-- <= 0) return [];
    const below = (await childrenOf(node)).filter(
      (child) => child !== null && child.states.includes('showing') && !child.states.includes('defunct'),
    );
    return [{ ...node, depth }, ...(await Promise.all(below.map((child) => visit(child as Node, depth + 1)))).flat()];
  };

  const top = cached.get(root.path) ?? (await describe(bus, root, progress));
  return top ? visit(top, 0) : [];
};

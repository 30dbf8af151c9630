import type { AccessibilityBus } from './connection.ts';
import type { Frame } from './frames.ts';
import { area, extents } from './geometry.ts';
import { describe, LABELLED_BY, related } from './nodes.ts';
import { correctRects } from './rect-corrections.ts';
import { walk, type Shown } from './walk.ts';
import type { Rect, Window } from '../../../../shared/ports/driver.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

/** A showing object with its place on the screen and the name a person knows it by. */
export interface Seen extends Shown {
  readonly rect: Rect | null;
}

const LABELLED = ['text', 'entry', 'password text', 'combo box', 'spin button', 'slider'];

/** Fields often carry no name; the label beside them names them, less its colon. */
const nameOf = async (bus: AccessibilityBus, node: Shown, progress: Progress): Promise<string> => {
  if (node.name !== '' || !LABELLED.includes(node.role)) return node.name;
  const [label] = await related(bus, node.ref, LABELLED_BY, progress);
  const described = label ? await describe(bus, label, progress) : null;
  return described?.name.replace(/\s*:\s*$/u, '') ?? '';
};

/** A box that is typed into goes by the name of the list that it belongs to. */
const namesInLists = (nodes: readonly Shown[], names: readonly string[]): readonly string[] =>
  nodes.map(({ role, depth }, at) => {
    if (names[at] !== '' || (role !== 'text' && role !== 'entry')) return names[at] ?? '';
    const above = nodes.slice(0, at).findLastIndex((node) => node.depth < depth);
    return nodes[above]?.role === 'combo box' ? (names[above] ?? '') : '';
  });

/** LibreOffice keeps a second menu bar of height 0 beside the one that is drawn. */
const withoutHiddenMenus = (nodes: readonly Seen[]): readonly Seen[] => {
  let hiddenBelow = Infinity;
  return nodes.filter(({ role, rect, depth }) => {
    if (depth > hiddenBelow) return false;
    hiddenBelow = role === 'menu bar' && rect !== null && area(rect) === 0 ? depth : Infinity;
    return hiddenBelow === Infinity;
  });
};

/** What a window shows, depth first, in screen pixels. */
export const snapshot = async (
  bus: AccessibilityBus,
  window: Window,
  frame: Frame,
  progress: Progress,
): Promise<readonly Seen[]> => {
  const nodes = (await Promise.all([frame.ref, ...frame.popups].map((ref) => walk(bus, ref, progress)))).flat();
  const said = await Promise.all(
    nodes.map(({ ref, interfaces }) => (interfaces.includes('Component') ? extents(bus, ref, progress) : null)),
  );
  const rects = correctRects(nodes, said, window, frame.scale);
  const names = namesInLists(nodes, await Promise.all(nodes.map((node) => nameOf(bus, node, progress))));
  return withoutHiddenMenus(
    nodes.map((node, at) => ({ ...node, name: names[at] ?? node.name, rect: rects[at] ?? null })),
  );
};

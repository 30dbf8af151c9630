import type { Eye, SeenElement, Sight } from '../../shared/ports/eye.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Browser } from './browser.ts';
import { propertyOf, textOf, treeOf, type Node } from './tree.ts';

const MOST = 400;
const MOST_TEXT = 2000;

/** Says nothing by itself, or says again what the element around it is called. */
const QUIET: ReadonlySet<string> = new Set([
  'InlineTextBox',
  'generic',
  'none',
  'LineBreak',
  'LabelText',
  'RootWebArea',
  'ListMarker',
]);

const STATES: readonly string[] = ['checked', 'focused', 'selected', 'expanded', 'disabled', 'required'];

const isOn = (value: unknown): boolean => value === true || value === 'true' || value === 'mixed';

const seen = (node: Node, depth: number): SeenElement => {
  const value = textOf(node.value);
  return {
    role: textOf(node.role),
    name: textOf(node.name).replace(/\s+/gu, ' ').trim().slice(0, 200),
    ...(value === '' ? {} : { value: value.slice(0, MOST_TEXT) }),
    states: STATES.filter((state) => isOn(propertyOf(node, state))),
    depth,
  };
};

/** Looks at pages through the browser's accessibility tree. */
export const createBrowserEye = (browser: Browser): Eye => ({
  sees: (target) => 'page' in target,
  async look(target): Promise<Sight> {
    if (!('page' in target)) throw new SonnyError('UNSUPPORTED', 'That is no page.');
    const tab = browser.tab(target.page.id);
    const nodes = await treeOf(tab.cdp);
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const elements: SeenElement[] = [];
    const walk = (node: Node, depth: number, around: string): void => {
      if (elements.length >= MOST) return;
      const role = textOf(node.role);
      const name = textOf(node.name).trim();
      const repeats = role === 'StaticText' && (name === '' || around.includes(name));
      const shown = !node.ignored && !QUIET.has(role) && !repeats;
      if (shown) elements.push(seen(node, depth));
      for (const id of node.childIds ?? []) {
        const child = byId.get(id);
        if (child) walk(child, shown ? depth + 1 : depth, shown ? name : around);
      }
    };
    const [root] = nodes;
    if (root) walk(root, 0, '');
    return { title: await tab.page.title(), address: tab.page.url(), elements, windows: [] };
  },
});

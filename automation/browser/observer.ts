import { z } from 'zod';
import type { Json, Observation, Observer, Query } from '../../shared/ports/observer.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { ReadPath } from '../../shared/protocol/step.ts';
import type { Browser } from './browser.ts';
import { named } from './element.ts';
import type { Tab } from './tab.ts';
import { propertyOf, textOf, treeOf, type Node } from './tree.ts';

type Seen = Readonly<Record<string, Json>>;

/** Text and groups repeat what the element in them is called. */
const MUTE: ReadonlySet<string> = new Set([
  'StaticText',
  'InlineTextBox',
  'LabelText',
  'generic',
  'paragraph',
  'none',
  'RootWebArea',
]);

const elementSeen = (nodes: readonly Node[], name: string, role: string | undefined): Seen => {
  const is = named(name);
  const found = nodes.filter(
    (node) =>
      !node.ignored &&
      is.test(textOf(node.name)) &&
      (role === undefined ? !MUTE.has(textOf(node.role)) : textOf(node.role) === role),
  );
  const [first] = found;
  if (first === undefined) return { exists: false, count: 0 };
  const checked = propertyOf(first, 'checked');
  return {
    exists: true,
    count: found.length,
    enabled: found.some((node) => propertyOf(node, 'disabled') !== true),
    role: textOf(first.role),
    value: textOf(first.value),
    ...(checked === undefined ? {} : { checked: checked === true || checked === 'true' }),
  };
};

const TABLES: ReadonlySet<string> = new Set(['table', 'grid', 'treegrid']);
const CELLS: ReadonlySet<string> = new Set(['cell', 'gridcell', 'columnheader', 'rowheader']);

const tableSeen = (nodes: readonly Node[], name: string | undefined): Seen => {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const is = name === undefined ? null : named(name);
  const tables = nodes.filter(
    (node) => !node.ignored && TABLES.has(textOf(node.role)) && (is === null || is.test(textOf(node.name))),
  );
  const [table] = tables;
  if (table === undefined || tables.length > 1) return { exists: tables.length > 0, count: tables.length };
  /** The nearest node above that `is` says yes to. */
  const above = (node: Node, hit: (n: Node) => boolean): Node | undefined => {
    for (let at = byId.get(node.parentId ?? ''); at !== undefined; at = byId.get(at.parentId ?? ''))
      if (hit(at)) return at;
    return undefined;
  };
  const own = (node: Node): boolean => above(node, (n) => TABLES.has(textOf(n.role))) === table;
  const rows = nodes.filter((node) => textOf(node.role) === 'row' && own(node));
  const widths = new Map(rows.map((row) => [row.nodeId, 0]));
  for (const node of nodes) {
    const row = CELLS.has(textOf(node.role)) ? above(node, (n) => textOf(n.role) === 'row') : undefined;
    if (row) widths.set(row.nodeId, (widths.get(row.nodeId) ?? 0) + 1);
  }
  return { exists: true, count: 1, rows: rows.length, columns: Math.max(0, ...widths.values()) };
};

const History = z.object({
  currentIndex: z.number().int(),
  entries: z.array(z.object({ url: z.string(), title: z.string() })),
});

/** The page in front of its tab. Its title is empty where it has none: what a target is called would be its address then. */
const shownIn = async (tab: Tab): Promise<{ readonly url: string; readonly title: string }> => {
  const { currentIndex, entries } = History.parse(await tab.cdp.send('Page.getNavigationHistory'));
  const entry = entries[currentIndex];
  if (entry === undefined) throw new SonnyError('TARGET_GONE', 'The tab shows no page.');
  return entry;
};

const read = async (query: Query, browser: Browser): Promise<{ readonly path: ReadPath; readonly value: Seen }> => {
  if (!('id' in query) || typeof query.id !== 'string') throw new SonnyError('UNSUPPORTED', query.kind);
  const path = query.kind === 'page' ? 'application' : 'accessibility';
  const tab = browser.find(query.id);
  if (tab === undefined) return { path, value: { exists: false } };
  if (query.kind === 'page.element') return { path, value: elementSeen(await treeOf(tab.cdp), query.name, query.role) };
  if (query.kind === 'page.table') return { path, value: tableSeen(await treeOf(tab.cdp), query.name) };
  const { url, title } = await shownIn(tab);
  return { path, value: { exists: true, url, title, site: URL.canParse(url) ? new URL(url).host : '' } };
};

/** Looks at pages by the browser's own protocol, beside what acts on them. */
export const createBrowserObserver = (browser: Browser): Observer => ({
  kinds: ['page', 'page.element', 'page.table'],
  async observe(query, progress): Promise<Observation> {
    try {
      return { query, ...(await read(query, browser)) };
    } catch (thrown) {
      if (progress.signal.aborted) throw new SonnyError('CANCELLED', '', { cause: thrown });
      const trouble = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
      return { query, path: 'application', value: null, trouble };
    }
  },
});

import type { AccessibilityBus } from './connection.ts';
import { documentField } from './document-field.ts';
import { singleField } from './field.ts';
import { area } from './geometry.ts';
import { pageText } from './page-text.ts';
import type { Seen } from './snapshot.ts';
import type { TextField } from '../../text-entry/text-field.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

const has = (node: Seen, ...states: readonly string[]): boolean => states.every((state) => node.states.includes(state));
const largest = (nodes: readonly Seen[]): Seen | undefined => nodes.toSorted((a, b) => area(b.rect) - area(a.rect))[0];
const isText = (node: Seen): boolean => node.interfaces.includes('Text') && node.role !== 'password text';

/** A document made of paragraphs that are editable each on their own. */
const isDocument = (nodes: readonly Seen[], at: number): boolean => {
  const [node, next] = [nodes[at], nodes[at + 1]];
  return (
    node?.role === 'document text' &&
    next?.role === 'paragraph' &&
    next.depth === node.depth + 1 &&
    has(next, 'editable')
  );
};

export const fieldOver = (bus: AccessibilityBus, nodes: readonly Seen[], node: Seen): TextField =>
  isDocument(nodes, nodes.indexOf(node)) ? documentField(bus, node) : singleField(bus, node);

/** What typing into the window is about: its document, else the text with the focus. */
export const mainNode = (nodes: readonly Seen[]): Seen | null => {
  const document = nodes.find((_, at) => isDocument(nodes, at));
  if (document) return document;
  const editors = nodes.filter((node) => isText(node) && has(node, 'editable', 'multi-line'));
  return (
    editors.find((node) => has(node, 'focused')) ??
    largest(editors) ??
    nodes.find((node) => isText(node) && has(node, 'editable', 'focused')) ??
    null
  );
};

/** What a person would say stands in the window: the document, the page, the display, the terminal. */
export const mainText = async (
  bus: AccessibilityBus,
  nodes: readonly Seen[],
  progress: Progress,
): Promise<string | null> => {
  const main = mainNode(nodes);
  const page = nodes.find(({ role }) => role === 'document web');
  // With the caret in a browser's address bar the page is still what the window shows.
  const outsidePage = main !== null && page !== undefined && nodes.indexOf(main) < nodes.indexOf(page);
  if (main && !outsidePage) return fieldOver(bus, nodes, main).read(progress);
  if (page) return pageText(bus, page.ref, progress);
  const display = largest(
    nodes.filter((node) => isText(node) && ['text', 'terminal', 'document text'].includes(node.role)),
  );
  return display ? singleField(bus, display).read(progress) : null;
};

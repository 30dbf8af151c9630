import type { AccessibilityBus, Ref } from './connection.ts';
import { children, describe, type Node } from './nodes.ts';
import { readAll } from './text.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

/** Stands in a text for an object inside it. */
const OBJECT = '\uFFFC';
const INLINE = [
  'link',
  'static',
  'text',
  'entry',
  'push button',
  'image',
  'check box',
  'radio button',
  'combo box',
  'subscript',
  'superscript',
  'mark',
  'label',
  'password text',
];
const MOST_OBJECTS = 5_000;

/** The text of a web page as a person reads it: blocks on lines of their own. null: longer than can be read at once. */
export const pageText = async (bus: AccessibilityBus, page: Ref, progress: Progress): Promise<string | null> => {
  let left = MOST_OBJECTS;

  const textOf = async (node: Node): Promise<string> => {
    if (left-- <= 0 || node.role === 'password text') return '';
    const own = node.interfaces.includes('Text') ? await readAll(bus, node.ref, progress) : null;
    if (own !== null && !own.includes(OBJECT)) return own;
    const below = await Promise.all(
      (await children(bus, node.ref, progress)).slice(0, Math.max(left, 0)).map((ref) => describe(bus, ref, progress)),
    );
    // Where a text marks its objects, they are the children that are not plain text, in order.
    const parts = below.filter((child) => child !== null && (own === null || child.role !== 'static'));
    const inner = await Promise.all(
      parts.map(async (child) => ({
        block: child !== null && !INLINE.includes(child.role),
        text: child ? await textOf(child) : '',
      })),
    );
    const spelled = inner.map(({ block, text }) => (block ? `\n${text}\n` : text));
    if (own === null) return spelled.join('');
    let next = 0;
    return own.replaceAll(OBJECT, () => spelled[next++] ?? '');
  };

  const top = await describe(bus, page, progress);
  const text = top && (await textOf(top));
  return text === null || left <= 0 ? null : text.replace(/\n{2,}/gu, '\n').trim();
};

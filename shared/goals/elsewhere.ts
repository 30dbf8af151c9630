import type { GoalContext } from './intent.ts';
import { shown } from './slots/path.ts';
import { understand } from './understand.ts';

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The text with its only mention of a name, as a word of its own, replaced; null where there is none or more than one. */
const replaced = (text: string, name: string, by: string): string | null => {
  const parts = text.split(name);
  const [before = '', after = ''] = parts;
  const isWord = !/[\w.~/-]$/u.test(before) && !/^(?:[\w/-]|\.\w)/u.test(after);
  return name !== '' && parts.length === 2 && isWord ? before + by + after : null;
};

/** A goal about a place that is taken, with another place in its words; null where it does not name the one, or would not be understood then. */
export const elsewhere = (
  goal: string,
  { taken, free }: { readonly taken: string; readonly free: string },
  context: GoalContext,
): string | null => {
  const names = [
    [shown(taken, context.home), shown(free, context.home)],
    [taken, free],
    [baseOf(taken), baseOf(free)],
  ] as const;
  for (const [name, by] of names) {
    // A name with a space in it is told in quotation marks, unless it stands in some already.
    for (const way of /\s/u.test(by) ? [`"${by}"`, by] : [by]) {
      const text = replaced(goal, name, way);
      if (text !== null && understand(text, context).kind === 'understood') return text;
    }
  }
  return null;
};

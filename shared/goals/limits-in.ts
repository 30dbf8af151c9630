import type { Constraint } from '../protocol/constraint.ts';
import { limitsAt } from './clause.ts';
import type { GoalContext } from './intent.ts';
import { Reader } from './match.ts';
import { tokenize } from './token.ts';

/** A way to say it that is no limit: nothing is waited for, and nothing is in doubt. */
const built = (
  at: number,
  reader: Reader,
  context: GoalContext,
): { readonly next: number; readonly limit: Omit<Constraint, 'id' | 'start' | 'end'> } | null => {
  for (const { phrase, match } of limitsAt(at, reader, () => {})) {
    if (match.doubts.length > 0) continue;
    const limit = phrase.build(match.slots, { context, before: [] });
    if (limit === null || !('kind' in limit) || limit.kind !== 'limit' || limit.first.length > 0) continue;
    return { next: match.next, limit: { say: limit.say, rule: limit.rule } };
  }
  return null;
};

/**
 * What a text wants kept to, as far as that can be read, wherever in it and whatever the rest says. For goals that are not understood as a
 * whole: what their person forbids is read without a model all the same.
 */
export const limitsIn = (text: string, context: GoalContext): readonly Constraint[] => {
  const tokens = tokenize(text);
  const reader = new Reader(tokens, context);
  const found: Constraint[] = [];
  for (let at = 0; at < tokens.length;) {
    const read = tokens[at]?.kind === 'word' ? built(at, reader, context) : null;
    if (read) {
      const start = tokens[at]?.start ?? 0;
      const end = tokens[read.next - 1]?.end ?? start;
      found.push({ id: `c${found.length + 1}`, start, end, ...read.limit });
    }
    at = read?.next ?? at + 1;
  }
  return found;
};

import { knownVerbs } from './clause.ts';
import type { GoalContext } from './intent.ts';
import { distance } from './names.ts';
import { skipPolite } from './separator.ts';
import { tokenize } from './token.ts';
import { understand } from './understand.ts';

/** More verbs than this are not tried. */
const MOST_TRIED = 6;

/** Two letters in each other's place are one slip. */
const isSwapped = (a: string, b: string): boolean => {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
};

/**
 * The goal as it would be understood if its verb were written with one slip; null where there is none, or its first word is a verb. To
 * be offered, never to be done: what was meant is the person's to say.
 */
export const withoutSlip = (text: string, context: GoalContext): string | null => {
  const tokens = tokenize(text);
  const first = tokens[skipPolite(tokens, 0)];
  const verbs = knownVerbs();
  if (first?.kind !== 'word' || first.value.length < 3 || verbs.has(first.value)) return null;
  const near = [...verbs]
    .filter((verb) => verb.length > 2 && Math.abs(verb.length - first.value.length) < 2)
    .filter((verb) => isSwapped(first.value, verb) || distance(first.value, verb) === 1)
    .slice(0, MOST_TRIED);
  return (
    near
      .map((verb) => text.slice(0, first.start) + verb + text.slice(first.end))
      .find((goal) => understand(goal, context).kind !== 'not-understood') ?? null
  );
};

import type { Constraint, ConstraintRule } from '../protocol/constraint.ts';

/** Where something stands in a goal's text. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** What stands between quotation marks is nobody's wish. */
const QUOTED = /"[^"]*"|“[^”]*”|‘[^’]*’|`[^`]*`/gu;
const JOINED_BEFORE = /^[\s,;:.]*(?:(?:and|but|then|please|you|to)\b[\s,]*)*/iu;
const JOINED_BEHIND = /(?:[\s,;:.]|\b(?:and|but|while)\b)*$/iu;

/** A text with what its limits say left out, each other letter where it was. */
export const withoutLimits = (text: string, limits: readonly Part[]): string =>
  limits.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text);

/** From a place to the next limit behind it, without the words that join the two. */
export const upToLimit = (text: string, from: number, limits: readonly Part[]): Part => {
  const end = Math.min(text.length, ...limits.map(({ start }) => start).filter((start) => start >= from));
  const joined = JOINED_BEHIND.exec(text.slice(from, end))?.[0].length ?? 0;
  return { start: from, end: end === text.length && limits.length === 0 ? end : end - joined };
};

/** Work that no skill does and that a limit forbids all the same: no step of a plan could show that it breaks it. */
const FORBIDDEN: readonly {
  readonly by: (rule: ConstraintRule) => boolean;
  readonly asked: RegExp;
  readonly because: string;
}[] = [
  {
    by: (rule) => rule.kind === 'never' && rule.act === 'mail',
    asked:
      /(?:^|[,;:.]|\b(?:and|then|please|you|to)\b)\s*(?:e-?mail\b|mail\b)(?=\s+\S)|\b(?:send|write|forward|compose)\b[^,;]*\be-?mails?\b|\breply to\b[^,;]*\be-?mails?\b/iu,
    because: 'it sends an e-mail',
  },
  {
    by: (rule) => rule.kind === 'spend' && rule.amount === 0,
    asked: /\b(?:buy|purchase|pay)\b/iu,
    because: 'it costs money',
  },
];

export interface Against {
  readonly part: Part;
  readonly say: string;
}

/**
 * The part of a goal that its own limits forbid, where it can be told from its words alone.
 * @param from the first letter that was not understood
 */
export const againstIn = (text: string, from: number, limits: readonly Constraint[]): Against | null => {
  const plain = withoutLimits(text, limits).replace(QUOTED, (words) => ' '.repeat(words.length));
  const unread = ' '.repeat(from) + plain.slice(from);
  for (const { by, asked, because } of FORBIDDEN) {
    const limit = limits.find(({ rule }) => by(rule));
    const found = limit && asked.exec(unread);
    if (!limit || !found) continue;
    const at = found.index + (JOINED_BEFORE.exec(found[0])?.[0].length ?? 0);
    const part = upToLimit(text, at, limits);
    return { part, say: `“${text.slice(part.start, part.end)}” would break “${limit.say}”: ${because}.` };
  }
  return null;
};

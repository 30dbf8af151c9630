import { upToLimit, type Part } from './against.ts';
import { beginsAsLimit, halfLimitIn } from './half-limit.ts';
import { skipPolite } from './separator.ts';
import { after, type Tokens } from './token.ts';

const CONSTRAINTS = ['never', 'only', 'except', 'unless', 'without', "don't", 'do not', 'but', 'if', 'not'];

const WRITING = new Set(['write', 'type', 'enter', 'insert']);
const REPLACING = new Set(['replace', 'change', 'correct', 'substitute']);

const SHOWN = 60;
/** So much of a part is looked at for a limit that went wrong. */
const LOOKED_AT = 300;

const excerpt = (text: string): string => {
  const points = [
    ...text
      .slice(0, SHOWN * 4)
      .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
      .trim(),
  ];
  return points.length <= SHOWN ? points.join('') : `${points.slice(0, SHOWN).join('')}…`;
};

/** What is wrong with the goal as a text, before anything is read from it. */
export const troubleInText = (text: string, tokens: Tokens): { readonly say: string; readonly at: number } | null => {
  const at = tokens.findIndex((t) => t.kind === 'strange' || t.kind === 'unclosed');
  const token = tokens[at];
  if (!token) return null;
  return token.kind === 'strange'
    ? { say: 'The goal holds a character that cannot be seen; type it again by hand.', at }
    : { say: `The quotation mark before “${excerpt(text.slice(token.start + 1))}” is never closed.`, at };
};

interface Trouble {
  readonly say: string;
  /** Nothing better is known of it than that it could not be read. */
  readonly unread: boolean;
  /** What could not be read is something to keep to, or may be. */
  readonly limit?: true;
}

const known = (say: string): Trouble => ({ say, unread: false });

/**
 * The one thing to say about a goal of which some words could not be read.
 * @param limits what of it was read as something to keep to
 */
export const troubleAt = (text: string, tokens: Tokens, at: number, limits: readonly Part[] = []): Trouble => {
  const isKept = (i: number): boolean =>
    limits.some(({ start, end }) => start <= (tokens[i]?.start ?? 0) && (tokens[i]?.start ?? 0) < end);
  const unread = (from: number): string => {
    const part = upToLimit(text, from, limits);
    return excerpt(text.slice(part.start, part.end));
  };
  const token = tokens[at];
  if (!token && tokens.length > 0 && skipPolite(tokens, 0) >= tokens.length)
    return { say: 'Say what is to be done.', unread: true };
  if (!token)
    return known(`Something is missing after “${excerpt(text.slice(tokens[Math.max(0, at - 3)]?.start ?? 0))}”.`);
  const constraint =
    at === 1 && tokens[0]?.value === 'if'
      ? -1
      : tokens.findIndex(
          (_, i) => i >= at && !isKept(i) && CONSTRAINTS.some((words) => after(tokens, i, words) !== null),
        );
  if (constraint >= 0)
    return { ...known(`I can’t keep to “${unread(tokens[constraint]?.start ?? 0)}” offline.`), limit: true };
  if (at === 1 && ['if', 'unless'].includes(tokens[0]?.value ?? ''))
    return known(
      'I can’t tell what that hangs on, or what is to be done then. Say it like this: if ~/Documents/a.txt exists, move it to ~/Papers.',
    );
  if (token.text.startsWith('./') && /(^|[\s"])\.\.?\//u.test(text))
    return known('“../” and “./” say no place here: write the whole path, such as ~/Documents/notes.txt.');
  const replaces = tokens.slice(0, at).findIndex(({ value }) => REPLACING.has(value));
  if (replaces >= 0 && tokens.slice(replaces).some(({ value }) => ['with', 'by', 'to', 'for'].includes(value)))
    return known(
      'Put what is to be replaced, and what comes instead, into quotation marks: replace "old" with "new" in ~/Documents/notes.txt.',
    );
  const adds =
    ['add', 'append'].includes(tokens[at - 1]?.value ?? '') && tokens.slice(at).some((one) => one.value === 'to');
  if ((adds || WRITING.has(tokens[at - 1]?.value ?? '')) && token.kind === 'word')
    return known('Put the text that is to be written into quotation marks.');
  // The words that a limit begins with may have been read before what is wrong with it.
  const parts = [token, tokens[at - 1] ?? token].map(({ start }) => {
    const part = upToLimit(text, start, limits);
    return text.slice(part.start, Math.min(part.end, part.start + LOOKED_AT));
  });
  const like = parts.map(halfLimitIn).find((found) => found !== null);
  const isLimit = like !== undefined || parts.some(beginsAsLimit);
  const say = `I don’t understand “${unread(token.start)}” offline${like === undefined ? '.' : `: say ${like}.`}`;
  return { say, unread: true, ...(isLimit ? { limit: true } : {}) };
};

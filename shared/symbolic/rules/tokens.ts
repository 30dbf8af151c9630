import { RulesRefused, type Position, type RuleProblemCode } from './problem.ts';
import { UNITS, type Unit } from './rule.ts';

const KEYWORDS = [
  ...['relation', 'rule', 'if', 'and', 'not', 'says', 'now', 'true', 'false', 'mod', 'of', 'where', 'since', 'until'],
  ...['contains', 'starts-with', 'ends-with'],
] as const;

interface Place {
  readonly at: Position;
}
/** A symbol or a keyword stands as itself. */
export type Token = Place &
  (
    | { readonly kind: 'name'; readonly text: string }
    | { readonly kind: 'symbol'; readonly text: string }
    | { readonly kind: 'text'; readonly text: string; readonly value: string }
    | { readonly kind: 'number'; readonly text: string; readonly value: number; readonly unit?: Unit }
    | { readonly kind: 'end'; readonly text: '' }
  );

const LONGEST = 1_000_000;
const SPACE = /(?:[ \t\r\n]|#[^\n]*)+/y;
// A hyphen belongs to a name only before a letter: `n-1` subtracts, `last-seen` is one name.
const NAME = /[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z][A-Za-z0-9_]*)*/y;
const NUMBER = /(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([A-Za-z]*)/y;
const TEXT = /"(?:[^"\\\n]|\\.)*"/y;
const SYMBOL = /!=|<=|>=|[-+*/=<>(){}:,_]/y;

export const refuse = (code: RuleProblemCode, say: string, at: Position): never => {
  throw new RulesRefused([{ code, say, at, rule: null }]);
};

const sticky = (pattern: RegExp, text: string, from: number): RegExpExecArray | null => {
  pattern.lastIndex = from;
  return pattern.exec(text);
};

const readText = (written: string, at: Position): string => {
  try {
    return JSON.parse(written.replaceAll('\t', String.raw`\t`)) as string;
  } catch {
    return refuse(
      'RULE_SYNTAX',
      `The text ${written} has an escape that is not known. Write \\" \\\\ \\n or \\u0041.`,
      at,
    );
  }
};

const readNumber = (digits: string, unit: string, at: Position): Pick<Token & { kind: 'number' }, 'value' | 'unit'> => {
  const value = Number(digits);
  if (!Number.isFinite(value)) return refuse('RULE_SYNTAX', `The number ${digits} is too large.`, at);
  if (unit === '') return { value };
  if (!Object.hasOwn(UNITS, unit))
    return refuse('RULE_SYNTAX', `"${unit}" is no unit of time. The units are ${Object.keys(UNITS).join(', ')}.`, at);
  return { value: Math.round(value * UNITS[unit as Unit]), unit: unit as Unit };
};

/** Splits a rules text into words. Refuses characters that no rule has, unclosed texts and unknown units. */
export const tokens = (text: string): readonly Token[] => {
  let line = 1;
  let lineStart = 0;
  let index = 0;
  const here = (): Position => ({ line, column: index - lineStart + 1 });
  if (text.length > LONGEST) refuse('RULE_TOO_LARGE', `Keep the rules under ${LONGEST} characters.`, here());
  const found: Token[] = [];
  while (index < text.length) {
    const space = sticky(SPACE, text, index);
    if (space) {
      for (let i = index; i < index + space[0].length; i++) if (text[i] === '\n') [line, lineStart] = [line + 1, i + 1];
      index += space[0].length;
      continue;
    }
    const at = here();
    const name = sticky(NAME, text, index);
    const number = name ? null : sticky(NUMBER, text, index);
    const quoted = sticky(TEXT, text, index);
    const symbol = sticky(SYMBOL, text, index);
    const [written] = name ?? number ?? quoted ?? symbol ?? [''];
    if (name)
      found.push({ kind: (KEYWORDS as readonly string[]).includes(written) ? 'symbol' : 'name', text: written, at });
    else if (number)
      found.push({ kind: 'number', text: written, at, ...readNumber(number[1] ?? '', number[2] ?? '', at) });
    else if (quoted) found.push({ kind: 'text', text: written, value: readText(written, at), at });
    else if (symbol) found.push({ kind: 'symbol', text: written, at });
    else if (text[index] === '"')
      refuse('RULE_SYNTAX', 'This text is not closed: a " is missing in the same line.', at);
    else refuse('RULE_SYNTAX', `"${String.fromCodePoint(text.codePointAt(index) ?? 0)}" means nothing here.`, at);
    index += written.length;
  }
  return [...found, { kind: 'end', text: '', at: here() }];
};

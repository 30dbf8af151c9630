import { isExpression } from '../arithmetic.ts';
import type { Found, Slot } from '../slot.ts';
import { after, afterAny, type Tokens } from '../token.ts';

const SPOKEN: readonly (readonly [string, string])[] = [
  ['divided by', '/'],
  ['multiplied by', '*'],
  ['times', '*'],
  ['plus', '+'],
  ['minus', '-'],
  ['over', '/'],
];

const SIGNS: Readonly<Record<string, string>> = {
  '×': '*',
  x: '*',
  X: '*',
  '·': '*',
  '÷': '/',
  '−': '-',
  '–': '-',
  ':': '/',
};

/** Thousands set apart, where nothing else can be meant: `2,450.50`, `1,000,000`. */
const joined = (text: string): string =>
  /^\d{1,3}(,\d{3})+\.\d+$|^\d{1,3}(,\d{3}){2,}$/u.test(text) ? text.replaceAll(',', '') : text;

const MOST_FACTORS = 12;

/** Powers as products, as not every calculator has a button for them; what is no plain power stays as it is. */
const unfolded = (keys: string): string =>
  keys.replace(/(\d*\.?\d+|\([^()]*\))\^(\d+)(?![\d.^])/gu, (all, base: string, power: string) => {
    const n = Number(power);
    return n < 1 || n > MOST_FACTORS ? all : `(${Array.from({ length: n }, () => base).join('*')})`;
  });

/** Keys of a calculator at each position from `at` on, as far as they go: the keys so far and where they end. */
const keysFrom = (tokens: Tokens, at: number): readonly { readonly keys: string; readonly next: number }[] => {
  const steps: { keys: string; next: number }[] = [];
  let keys = '';
  let next = at;
  while (next < tokens.length && steps.length < 200) {
    const spoken = SPOKEN.find(([words]) => after(tokens, next, words) !== null);
    const text = joined(tokens[next]?.text ?? '');
    if (spoken) {
      keys += spoken[1];
      next = after(tokens, next, spoken[0]) ?? next + 1;
    } else if (/^[0-9.+\-*/×xX·÷−–()=^]+$/u.test(text)) {
      keys += [...text].map((c) => SIGNS[c] ?? c).join('');
      next += 1;
    } else break;
    steps.push({ keys, next });
  }
  return steps.reverse();
};

const NUMBER = /^\d*\.?\d+$/u;

/** `15% of 80`, `15 percent of 80`. */
const shareFrom = (tokens: Tokens, at: number): readonly { readonly keys: string; readonly next: number }[] => {
  const [first = '', signed] = /^([\d.]+)(%?)$/u.exec(tokens[at]?.text ?? '')?.slice(1) ?? [];
  const sign = signed === '%' ? at + 1 : afterAny(tokens, at + 1, 'percent', 'per cent', '%');
  const of = afterAny(tokens, sign, 'of');
  const second = joined(tokens[of]?.text ?? '');
  if ((signed !== '%' && sign === at + 1) || of === sign || !NUMBER.test(first) || !NUMBER.test(second)) return [];
  return [{ keys: `${second}*${first}/100`, next: of + 1 }];
};

const MONEY = ['dollars', 'euros', 'pounds', 'francs', '$', '€', '£'];

/** `249 euros minus 15%`, `20% off 80`: a share of a number taken off it or put on it. */
const reducedFrom = (tokens: Tokens, at: number): readonly { readonly keys: string; readonly next: number }[] => {
  const number = (place: number): string => joined(tokens[place]?.text ?? '').replace(/^[$€£]|[$€£]$/gu, '');
  const shareAt = (place: number): { readonly share: string; readonly next: number } | null => {
    const [, share, signed] = /^(\d+(?:\.\d+)?)(%?)$/u.exec(tokens[place]?.text ?? '') ?? [];
    const next = signed === '%' ? place + 1 : afterAny(tokens, place + 1, 'percent', 'per cent', '%');
    return share === undefined || (signed !== '%' && next === place + 1) ? null : { share, next };
  };
  const off = shareAt(at);
  const of = off === null ? at : afterAny(tokens, off.next, 'off');
  if (off && of > off.next && NUMBER.test(number(of)))
    return [{ keys: `${number(of)}-${number(of)}*${off.share}/100`, next: afterAny(tokens, of + 1, ...MONEY) }];
  const sign = afterAny(tokens, at + 1, ...MONEY);
  const [plus, minus] = [afterAny(tokens, sign, 'plus', '+'), afterAny(tokens, sign, 'minus', 'less', '-', '−', '–')];
  const share = plus === minus || !NUMBER.test(number(at)) ? null : shareAt(Math.max(plus, minus));
  if (!share) return [];
  return [{ keys: `${number(at)}${plus > sign ? '+' : '-'}${number(at)}*${share.share}/100`, next: share.next }];
};

/** An expression such as `12.5 × 8`, as the keys that enter it; an equals sign at its end is left out. */
export const expressionSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at): readonly Found<string>[] {
    return [...reducedFrom(tokens, at), ...shareFrom(tokens, at), ...keysFrom(tokens, at)]
      .map(({ keys, next }) => ({ value: unfolded(keys.replace(/=$/u, '')), next, say: keys.replace(/=$/u, '') }))
      .filter(({ value }) => isExpression(value));
  },
};

/** Calculator keys to press one after another: `1 2 . 5 × 8 =`. */
export const calculatorKeysSlot: Slot<string> = {
  chip: 'object',
  read: (tokens, at) => keysFrom(tokens, at).map(({ keys, next }) => ({ value: keys, next, say: [...keys].join(' ') })),
};

import { isExpression } from '../arithmetic.ts';
import type { Found, Slot } from '../slot.ts';
import { after, type Tokens } from '../token.ts';

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

/** Keys of a calculator at each position from `at` on, as far as they go: the keys so far and where they end. */
const keysFrom = (tokens: Tokens, at: number): readonly { readonly keys: string; readonly next: number }[] => {
  const steps: { keys: string; next: number }[] = [];
  let keys = '';
  let next = at;
  while (next < tokens.length && steps.length < 200) {
    const spoken = SPOKEN.find(([words]) => after(tokens, next, words) !== null);
    const text = tokens[next]?.text ?? '';
    if (spoken) {
      keys += spoken[1];
      next = after(tokens, next, spoken[0]) ?? next + 1;
    } else if (/^[0-9.+\-*/×xX·÷−–()=]+$/u.test(text)) {
      keys += [...text].map((c) => SIGNS[c] ?? c).join('');
      next += 1;
    } else break;
    steps.push({ keys, next });
  }
  return steps.reverse();
};

/** An expression such as `12.5 × 8`, as the keys that enter it; an equals sign at its end is left out. */
export const expressionSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at): readonly Found<string>[] {
    return keysFrom(tokens, at)
      .map(({ keys, next }) => ({ value: keys.replace(/=$/u, ''), next, say: keys.replace(/=$/u, '') }))
      .filter(({ value }) => isExpression(value));
  },
};

/** Calculator keys to press one after another: `1 2 . 5 × 8 =`. */
export const calculatorKeysSlot: Slot<string> = {
  chip: 'object',
  read: (tokens, at) => keysFrom(tokens, at).map(({ keys, next }) => ({ value: keys, next, say: [...keys].join(' ') })),
};

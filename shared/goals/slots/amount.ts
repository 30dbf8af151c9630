import type { Money } from '../../skills/skill.ts';
import type { Slot } from '../slot.ts';
import type { Tokens } from '../token.ts';

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(s|sec|secs|seconds?)$/u, 1000],
  [/^(m|min|mins|minutes?)$/u, 60_000],
  [/^(h|hr|hrs|hours?)$/u, 3_600_000],
];

const WORDS: Readonly<Record<string, number>> = Object.fromEntries(
  'no one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, n) => [word, n]),
);

/** A whole number, in figures or up to twelve in words. */
export const numberOf = (word: string): number | null =>
  /^\d{1,6}$/u.test(word) ? Number(word) : Object.hasOwn(WORDS, word) ? (WORDS[word] ?? null) : null;

const joined = (tokens: Tokens, at: number, count: number): string =>
  tokens
    .slice(at, at + count)
    .map((t) => (t.kind === 'word' ? t.value : '\0'))
    .join(' ');

const sayDuration = (ms: number): string => {
  const [n, unit] =
    ms % 3_600_000 === 0
      ? [ms / 3_600_000, 'hour']
      : ms % 60_000 === 0
        ? [ms / 60_000, 'minute']
        : [ms / 1000, 'second'];
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
};

/** `10 minutes`, `an hour`, `half an hour`, `90s`: milliseconds. */
export const durationSlot: Slot<number> = {
  chip: 'constraint',
  read(tokens, at) {
    for (const count of [3, 2, 1]) {
      if (tokens.length < at + count) continue;
      const text = joined(tokens, at, count)
        .replace(/^half an? /u, '0.5 ')
        .replace(/^(an?|the next) /u, '1 ');
      const [, amount = '', unit = ''] = /^([\d.]{1,7}|[a-z]+?) ?([a-z]+)$/u.exec(text) ?? [];
      const n = /^\d+(\.\d+)?$/u.test(amount) ? Number(amount) : numberOf(amount);
      const length = UNITS.find(([shape]) => shape.test(unit))?.[1];
      if (n === null || n <= 0 || length === undefined) continue;
      return [{ value: n * length, next: at + count, say: sayDuration(n * length) }];
    }
    return [];
  },
};

/** As `numberOf`. */
export const countSlot: Slot<number> = {
  chip: 'constraint',
  read(tokens, at) {
    const token = tokens[at];
    const value = token?.kind === 'word' ? numberOf(token.value) : null;
    return value === null ? [] : [{ value, next: at + 1, say: String(value) }];
  },
};

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/^(€|euros?|eur)$/u, 'EUR'],
  [/^(\$|dollars?|usd)$/u, 'USD'],
  [/^(£|pounds?|gbp)$/u, 'GBP'],
  [/^(francs?|chf)$/u, 'CHF'],
  [/^(¥|yen|jpy)$/u, 'JPY'],
];

/** `50 €`, `€50`, `12.50 euros`. */
export const moneySlot: Slot<Money> = {
  chip: 'constraint',
  read(tokens, at) {
    for (const count of [2, 1]) {
      if (tokens.length < at + count) continue;
      const text = joined(tokens, at, count);
      const [, before = '', figure = '', behind = ''] =
        /^([€$£¥]?) ?(\d{1,9}(?:\.\d{1,2})?) ?([€$£¥]|[a-z]+)?$/u.exec(text) ?? [];
      const currency = CURRENCIES.find(([shape]) => shape.test(before || behind))?.[1];
      if (figure === '' || currency === undefined || (before !== '' && behind !== '')) continue;
      const value = { amount: Number(figure), currency };
      return [{ value, next: at + count, say: `${figure} ${before || behind}` }];
    }
    return [];
  },
};

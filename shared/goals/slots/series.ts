import type { Slot } from '../slot.ts';
import { afterAny, type Token, type Tokens } from '../token.ts';

const MOST_WORDS = 6;
const GOES_ON = ['and so on', 'and so forth', 'etc', 'etc .', '...', '…', '. . .'];
/** Words at which something else begins. */
const NO_PART = new Set('and then in to from with by if unless except but'.split(' '));

const isPlain = (token: Token | undefined): token is Token => token?.kind === 'word' && token.mended !== true;

interface Numbered {
  /** What stands before the number. */
  readonly words: string;
  readonly number: string;
  readonly next: number;
}

/** `trip 01`: words and a number of their own behind them. */
const numberedAt = (tokens: Tokens, at: number): Numbered | null => {
  const words: string[] = [];
  for (let next = at; next < at + MOST_WORDS; next += 1) {
    const token = tokens[next];
    if (!isPlain(token) || NO_PART.has(token.value) || !/^[\p{L}\p{N}_()&-]+$/u.test(token.text)) return null;
    if (words.length > 0 && /^\d{1,4}$/u.test(token.text))
      return { words: words.join(' '), number: token.text, next: next + 1 };
    words.push(token.text);
  }
  return null;
};

/** Past “, and”. */
const afterComma = (tokens: Tokens, at: number): number => afterAny(tokens, at, ', and', ',', 'and');

/**
 * Names with spaces that count up from one, without quotation marks: `trip 01, trip 02`, `trip 1, trip 2 and so on`. The pattern of all that follow,
 * with as many digits as the first one has; nothing where they are not the first of one series.
 */
export const seriesSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at) {
    const first = numberedAt(tokens, at);
    if (first === null || Number(first.number) !== 1) return [];
    let next = first.next;
    for (let n = 2; ; n += 1) {
      const start = afterComma(tokens, next);
      const one = start === next ? null : numberedAt(tokens, start);
      const isNext = one?.words === first.words && one.number === String(n).padStart(first.number.length, '0');
      if (!isNext) {
        // What counts on otherwise is no series, and what does not count on is one name.
        if (n === 2 || one?.words === first.words) return [];
        break;
      }
      next = one.next;
    }
    const pattern = `${first.words} {n${first.number.length > 1 ? `:${first.number.length}` : ''}}`;
    const last = afterAny(tokens, next, ...GOES_ON);
    const end = last > next ? last : afterAny(tokens, afterComma(tokens, next), ...GOES_ON);
    return [{ value: pattern, next: end === afterComma(tokens, next) ? next : end, say: `“${pattern}”` }];
  },
};

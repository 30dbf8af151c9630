import type { Role } from '../../protocol/provenance.ts';

/** One form for what looks the same and is meant the same. Look-alikes of other scripts stay different. */
const plain = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();

const GLUE = /[\p{L}\p{N}@_+%/\\~-]/u;

/** Whether the value stands in the text as a whole, not as a part of a longer name, address or number. */
const standsIn = (text: string, value: string): boolean => {
  if (value === '') return false;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const before = text.charAt(at - 1);
    const [after, further] = [text.charAt(at + value.length), text.charAt(at + value.length + 1)];
    const begins = !GLUE.test(before) && !(before === '.' && GLUE.test(text.charAt(at - 2)));
    // A full stop ends a sentence, or goes on with another label of a host.
    const ends = !GLUE.test(after) && !(/[.:?#&=]/u.test(after) && GLUE.test(further));
    if (begins && ends) return true;
  }
  return false;
};

const withoutScheme = (url: string): string => url.replace(/^https?:\/\//u, '').replace(/\/$/u, '');

/** Addresses as they stand in a text, without what only ends a sentence. */
const addressesIn = (text: string): readonly string[] =>
  text.split(/[\s<>"'“”‘’()[\]{}|\\^`]+/u).map((token) => withoutScheme(token.replace(/[.,;:!?]+$/u, '')));

const numbersIn = (text: string): readonly number[] =>
  [...text.matchAll(/(?<![\p{L}\p{N}.,])\d[\d.,'’]*/gu)].flatMap(([token]) => {
    const digits = token.replace(/[.,'’]+$/u, '').replace(/['’]/gu, '');
    // 1,200.50 and 1.200,50: the last sign with other than three digits behind it is the decimal one.
    const decimal = /^(.*)[.,](\d{1,2}|\d{4,})$/u.exec(digits);
    const whole = (decimal?.[1] ?? digits).replace(/[.,]/gu, '');
    return [Number(decimal ? `${whole}.${decimal[2] ?? ''}` : whole)];
  });

/** Every folder and the name of a path below the home folder, or below the root, was said. */
const saysPath = (text: string, value: string, home: string): boolean => {
  const path = value.replace(/\/$/u, '');
  const below = path === home ? '' : path.startsWith(`${home}/`) ? path.slice(home.length + 1) : null;
  const forms = below === null ? [path] : [path, `~/${below}`, below];
  if (forms.some((form) => standsIn(text, form) || standsIn(text, `${form}/`))) return true;
  const parts = (below ?? path).split('/').filter((part) => part !== '');
  return parts.length > 0 && below !== null && parts.every((part) => standsIn(text, part));
};

/**
 * Whether a person said a value: word for word as a whole, or in another form of the same that can mean nothing else (an
 * address without its scheme, a path below the home folder, a number with other signs).
 */
export const isSaid = (role: Role, value: string | number, words: readonly string[], home: string): boolean =>
  words.some((said) => {
    const text = plain(said);
    if (typeof value === 'number') return numbersIn(text).includes(value);
    const wanted = plain(value);
    if (role === 'url') return wanted !== '' && addressesIn(text).includes(withoutScheme(wanted));
    if (role === 'path') return saysPath(text, wanted, plain(home));
    if (role === 'amount' && /^\d+(\.\d+)?$/u.test(wanted)) return numbersIn(text).includes(Number(wanted));
    return standsIn(text, wanted);
  });

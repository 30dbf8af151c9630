import { ibanLength, isCard } from './checksums.ts';
import { NAMES_IN_TEXT } from './secret-names.ts';

/** Where a secret stands in a text. */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** So unlike ordinary words that the same text elsewhere is the same secret. */
  readonly distinct: boolean;
}

/** Texts that are secrets by their form alone. */
const TOKENS = [
  // Private keys, also where line breaks are written as \n, and when the end is cut off.
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----[\s\S]*?(?:-----END [A-Z0-9 ]*-----|$)/g,
  /\beyJ[\w-]{6,}(?:\.[\w-]+){1,4}/g,
  /\b[sprw]k[-_](?=[\w-]{0,40}[A-Za-z0-9]{16})[\w-]{16,}/g,
  /\b(?:gh[pousr]|github_pat|npm|hf|glpat|xox[a-z])[_-][\w-]{16,}/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bAIza[\w-]{30,}/g,
];

const NO_PLACEHOLDER = String.raw`(?!\{\{[^{}]*\}\})`;

/** Where a name or a place says that what follows is a secret. */
const NAMED = [
  new RegExp(
    String.raw`(?<!\{\{)${NAMES_IN_TEXT}\\?["']?\s*[:=]\s*\\?(?<quote>["'“])(?<secret>${NO_PLACEHOLDER}(?:(?!\k<quote>)[^”\\])+)`,
    'dgi',
  ),
  new RegExp(
    String.raw`(?<!\{\{)${NAMES_IN_TEXT}\\?["']?\s*[:=]\s*(?!\\?["'“])(?<secret>${NO_PLACEHOLDER}[^\s"&\\]+?)(?=[,;.})\]]*(?:[\s"&\\]|$))`,
    'dgi',
  ),
  new RegExp(
    String.raw`${NAMES_IN_TEXT}\s+(?:(?:is|to|as)\s+)?["“'«](?<secret>${NO_PLACEHOLDER}[^"”'»]{4,})["”'»]`,
    'dgi',
  ),
  /\b(?:bearer|basic)\s+(?<secret>(?=[^\s]*\d)[\w.~+/=-]{12,})/dgi,
  /:\/\/[^\s/@:]*:(?<secret>[^\s/@]+)@/dg,
];

/** What every text has that one of the patterns above or below could find something in: most have nothing of it. */
const MAY_BE_NAMED = /[:="“'«]|bearer|basic/i;
const MAY_BE_NUMBER = /\d\d/;

/** Digits apart by single spaces or hyphens. No card begins with 1, which keeps times in milliseconds out. */
const CARD = /(?<![\w.])[2-6]\d(?:[ -]?\d){11,17}(?!\w)/g;
const IBAN = /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?!\w)/g;

const isDistinct = (secret: string): boolean => secret.length >= 8 && /[^\p{L}\s]/u.test(secret);

/** Every secret that shows itself in a text, by its form or by what stands before it. They may overlap. */
export const findSecrets = (text: string): Found[] => {
  const found: Found[] = [];
  for (const pattern of TOKENS) {
    for (const { index, 0: token } of text.matchAll(pattern))
      found.push({ start: index, end: index + token.length, distinct: true });
  }
  for (const pattern of MAY_BE_NAMED.test(text) ? NAMED : []) {
    for (const match of text.matchAll(pattern)) {
      const [start = 0, end = 0] = match.indices?.groups?.['secret'] ?? [];
      found.push({ start, end, distinct: isDistinct(text.slice(start, end)) });
    }
  }
  if (!MAY_BE_NUMBER.test(text)) return found;
  for (const { index, 0: digits } of text.matchAll(CARD)) {
    if (isCard(digits)) found.push({ start: index, end: index + digits.length, distinct: true });
  }
  for (const { index, 0: letters } of text.matchAll(IBAN)) {
    const length = ibanLength(letters);
    if (length > 0) found.push({ start: index, end: index + length, distinct: true });
  }
  return found;
};

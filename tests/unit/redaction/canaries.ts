import { generateKeyPairSync } from 'node:crypto';

/** Secrets of every kind, none of which is anybody's. `known`: Sonny was told of it, for it looks like nothing special. */
export interface Canary {
  readonly secret: string;
  readonly known: boolean;
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
/** The same letters for the same seed. */
const letters = (seed: number, length: number): string => {
  let state = seed * 2_654_435_761;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return LETTERS[Math.floor((state / 2_147_483_648) * LETTERS.length)];
  }).join('');
};

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const luhn = (start: string): string => {
  for (let check = 0; check < 10; check++) {
    const digits = [...`${start}${check}`].map(Number).reverse();
    const sum = digits.reduce((total, d, i) => total + (i % 2 === 0 ? d : d > 4 ? d * 2 - 9 : d * 2), 0);
    if (sum % 10 === 0) return `${start}${check}`;
  }
  throw new Error('no check digit');
};
const iban = (country: string, account: string): string => {
  const digits = [...`${account}${country}00`].map((c) => Number.parseInt(c, 36)).join('');
  const rest = Number(BigInt(digits) % 97n);
  return `${country}${String(98 - rest).padStart(2, '0')}${account}`;
};
const pem = (): string => String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));

const looks = (...secrets: string[]): Canary[] => secrets.map((secret) => ({ secret, known: false }));
const told = (...secrets: string[]): Canary[] => secrets.map((secret) => ({ secret, known: true }));

/** Fifty of them. */
export const CANARIES: readonly Canary[] = [
  ...looks(
    ...[1, 2, 3].map((n) => `sk-${letters(n, 48)}`),
    `sk-proj-${letters(4, 20)}_${letters(5, 40)}`,
    `sk-ant-api03-${letters(6, 60)}`,
    `sk_live_${letters(7, 24)}`,
    ...['ghp', 'gho', 'ghs'].map((kind, n) => `${kind}_${letters(8 + n, 36)}`),
    `github_pat_${letters(11, 22)}_${letters(12, 59)}`,
    `glpat-${letters(13, 20)}`,
    `xoxb-${letters(14, 12)}-${letters(15, 24)}`,
    `npm_${letters(16, 36)}`,
    `AKIA${letters(17, 16).toUpperCase()}`,
    `AIza${letters(18, 35)}`,
    ...[19, 20, 21].map(
      (n) => `${base64url({ alg: 'HS256' })}.${base64url({ sub: letters(n, 12) })}.${letters(n, 43)}`,
    ),
    pem(),
    pem(),
    luhn('411111111111111'),
    luhn('550000555555555'),
    luhn('37828224631000'),
    luhn('601100099013942').replace(/(\d{4})(?=\d)/g, '$1 '),
    luhn('355500001111222').replace(/(\d{4})(?=\d)/g, '$1-'),
    iban('DE', '370400440532013000'),
    iban('GB', 'NWBK60161331926819'),
    iban('FR', '20041010050500013M02606').replace(/(.{4})(?=.)/g, '$1 '),
    iban('NL', 'ABNA0417164300'),
    iban('AT', '1904300234573201'),
  ),
  ...told(
    ...Array.from({ length: 12 }, (_, n) => letters(30 + n, 10 + n * 3)),
    'correct horse battery staple',
    'Tr0ub4dor&3 "quoted" \\ back/slash',
    'pässwörd mit Umlaut',
    '日本のひみつの言葉',
    'a+b=c?d&e#f%g',
    "O'Brien's <secret>;",
    'tab\tand\nline break',
    '{"json":"inside"}',
  ),
];

/** How a secret may stand in a text. */
export const formsOf = (secret: string): Record<string, string> => ({
  plain: secret,
  'in a URL': encodeURIComponent(secret),
  'in a form': new URLSearchParams({ q: secret }).toString().slice(2),
  'in JSON': JSON.stringify(secret).slice(1, -1),
  base64: Buffer.from(secret).toString('base64'),
  base64url: Buffer.from(secret).toString('base64url'),
});

/** The forms in which any of the secrets stands in the text. */
export const leaks = (text: string, secrets: readonly string[]): string[] =>
  secrets.flatMap((secret) =>
    Object.entries(formsOf(secret)).flatMap(([form, written]) =>
      text.includes(written.replace(/=+$/, '')) ? [`${form}: ${written}`] : [],
    ),
  );

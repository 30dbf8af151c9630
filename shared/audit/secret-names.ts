const WORDS: readonly string[] = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'secrets',
  'token',
  'tokens',
  'credential',
  'credentials',
  'authorization',
  'cookie',
  'cookies',
  'pin',
  'cvv',
  'cvc',
];
/** Good for one use only, so that nobody types them elsewhere. */
const PASSING: readonly string[] = ['nonce', 'csrf', 'otp'];
const PAIRS: readonly string[] = [
  'api key',
  'access key',
  'private key',
  'secret key',
  'signing key',
  'session id',
  'security code',
  'card number',
];

/** `apiKey`, `API_KEY` and `api-key` as the words api and key. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

/** How a field's name says that its value is a secret: `lasting` ones may be found elsewhere too. Null: it does not. */
export const secrecyOf = (name: string): 'lasting' | 'passing' | null => {
  const words = wordsOf(name);
  if (words.some((word, i) => WORDS.includes(word) || PAIRS.includes(`${word} ${words[i + 1] ?? ''}`)))
    return 'lasting';
  return words.some((word) => PASSING.includes(word)) ? 'passing' : null;
};

/** The same names in running text. */
export const NAMES_IN_TEXT =
  String.raw`(?:password|passwd|passphrase|passcode|pwd|secret|token|credentials?|authorization|cookie` +
  String.raw`|(?:api|access|private|secret|signing)[ _-]?key|session[ _-]?id|security code|\bpin|\bcvv|\bcvc)`;

/** `{{secret:NAME}}` stands for a secret and is none. */
export const isPlaceholder = (text: string): boolean => /^\{\{[^{}]*\}\}$/.test(text);

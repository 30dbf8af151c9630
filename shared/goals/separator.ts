import { after, afterAny, type Tokens } from './token.ts';

const JOINERS = [
  'and then',
  'and after that',
  'after that',
  'afterwards',
  'and also',
  'and finally',
  'and',
  'then',
  'finally',
  'next',
  'also',
];

const BEFORE = [
  // With its mark before the name alone.
  ...['hi', 'hello', 'hey', 'hi there', 'good morning', 'good afternoon', 'good evening'].flatMap((greeting) =>
    ['', ' sonny'].flatMap((name) => [',', '!', '.'].map((mark) => `${greeting}${name} ${mark}`)),
  ),
  'please',
  'pls',
  'plz',
  'kindly',
  'first',
  'now',
  'sonny',
  'hey sonny',
  'hello sonny',
  'hi sonny',
  'hi ,',
  'hello ,',
  'hey ,',
  'hi there ,',
  'thanks ,',
  'thank you ,',
  'if possible',
  'if you can',
  'i was wondering if you could',
  'would it be possible to',
  'is it possible to',
  'would you be so kind to',
  'can u',
  'could u',
  'i need u to',
  'i want u to',
  'would you like to',
  'can you tell me',
  'could you tell me',
  'i need to know',
  'i want to know',
  "i'd like to know",
  'do you know',
  'can you',
  'could you',
  'can we',
  'could we',
  'would you',
  'will you',
  'i want you to',
  'i want to',
  "i'd like you to",
  "i'd like to",
  'i would like you to',
  'i would like to',
  'i need you to',
  'i need to',
  'i would love to',
  "i'd love to",
  'i wish to',
  'i have to',
  "let's",
  'let us',
  'go ahead and',
  'just',
  'be so kind and',
  'ok',
  'okay',
  'help me to',
  'help me',
];

const AFTER = [
  'please',
  'pls',
  'plz',
  'thx',
  'cheers',
  'for me',
  'right now',
  'now',
  'if you can',
  'if possible',
  'thanks',
  'thank you',
  'would you',
  'will you',
  // A run tells that by itself.
  ...['tell me', 'let me know', 'and tell me', 'and let me know'].flatMap((tell) =>
    ['it is', "it's", 'you are', "you're", 'that is'].flatMap((when) =>
      ['done', 'finished', 'ready'].map((done) => `${tell} when ${when} ${done}`),
    ),
  ),
];

/** Every word that is polite or separates parts. */
export const SEPARATING_WORDS: readonly string[] = [
  ...new Set([...JOINERS, ...BEFORE, ...AFTER].flatMap((words) => words.split(' '))),
];

const isStop = (tokens: Tokens, at: number, marks: string): boolean => {
  const token = tokens[at];
  return token?.kind === 'break' || (token?.kind === 'mark' && marks.includes(token.value));
};

const TELL = ['tell me', 'let me know'];
const ASKING = ['how', 'which', 'where', 'what', 'when was', 'when were', 'when did'];

/** Past “tell me” before a question, which is answered anyway. */
const skipTell = (tokens: Tokens, at: number): number => {
  const next = afterAny(tokens, at, ...TELL);
  return next > at && afterAny(tokens, next, ...ASKING) > next ? next : at;
};

/** Past words that are only polite, and marks among them. */
export const skipPolite = (tokens: Tokens, start: number): number => {
  let at = start;
  for (;;) {
    const polite = isStop(tokens, at, ',') ? at + 1 : afterAny(tokens, at, ...BEFORE);
    const next = polite > at ? polite : skipTell(tokens, at);
    if (next === at) return at;
    at = next;
  }
};

const skipAfter = (tokens: Tokens, start: number): number => {
  let at = start;
  for (;;) {
    const next = afterAny(tokens, at, ...AFTER);
    // "Now" that begins the next part is polite as well; a comma before thanks belongs to them.
    const comma = after(tokens, at, ',');
    if (next > at) at = next;
    else if (comma !== null && afterAny(tokens, comma, ...AFTER) > comma) at = comma;
    else return at;
  }
};

const ORDERING = ['then', 'afterwards', 'after that', 'finally', 'next'];

/** Whether what separates two parts says that the second comes after the first. */
export const saysOrder = (tokens: Tokens, from: number, to: number): boolean =>
  tokens.slice(from, to).some((_, i) => afterAny(tokens, from + i, ...ORDERING) > from + i);

/** Whether nothing but politeness and an end of sentence follows. */
export const isEnd = (tokens: Tokens, start: number): boolean => {
  let at = skipAfter(tokens, start);
  while (isStop(tokens, at, '.!?;,')) at = skipAfter(tokens, at + 1);
  return at >= tokens.length;
};

/** Whether the other branch begins here, which separates by itself. */
export const isOtherwise = (tokens: Tokens, at: number): boolean => afterAny(tokens, at, 'otherwise', 'else') > at;

/** Where the next clause begins, or null where nothing separates it from the one before. */
export const afterSeparator = (tokens: Tokens, start: number): number | null => {
  const from = skipAfter(tokens, start);
  let at = from;
  for (;;) {
    const next = isStop(tokens, at, ',;.!?') ? at + 1 : afterAny(tokens, at, ...JOINERS);
    if (next === at) break;
    at = next;
  }
  return at === from ? null : skipPolite(tokens, at);
};

const LINKS = [
  'and please',
  'but please',
  'and always',
  'but',
  'and',
  'while',
  'always',
  'please',
  'all',
  'as well as',
];

/** Where a limit can begin after a part: it needs no separator, and may have a mark and a link before it. */
export const beforeLimit = (tokens: Tokens, start: number): number => {
  let at = isStop(tokens, start, ',;.') ? start + 1 : start;
  for (;;) {
    const next = isStop(tokens, at, '') ? at + 1 : afterAny(tokens, at, ...LINKS);
    if (next === at) return at;
    at = next;
  }
};

/** Where the next part begins after a limit, whose own words already end it. */
export const afterLimit = (tokens: Tokens, start: number): number =>
  afterSeparator(tokens, after(tokens, start, ':') ?? start) ?? skipPolite(tokens, after(tokens, start, ':') ?? start);

import type { Slot } from '../slot.ts';
import { afterAny, type Token } from '../token.ts';
import { globFor } from './file-kinds.ts';
import { readKind } from './file-set.ts';
import { hasEnding } from './path.ts';

const MOST_WORDS = 4;

/** Words at which what is looked for ends, or that say which of several are meant, where they are or when. */
const NO_TOPIC = new Set(
  (
    'a an the my our your his her its their this that these those it them and or then in into inside on onto under from of to for with without by at as if ' +
    'about regarding older newer bigger larger smaller longer newest latest oldest biggest largest smallest all every any some duplicate duplicates copies ' +
    'file files folder folders directory text word words line page screen window button link please now trash bin first last next since before after not are is was were'
  ).split(' '),
);

const isPlain = (token: Token | undefined): token is Token =>
  token?.kind === 'word' &&
  token.mended !== true &&
  !NO_TOPIC.has(token.value) &&
  /^[\p{L}\p{N}][\p{L}\p{N}'’&-]*$/u.test(token.text) &&
  !hasEnding(token.text) &&
  globFor(token.value) === null;

/** What something is about, or called, in a few plain words: `tax return`. Each word of it, without whose it is (`Ben's`). */
export const topicSlot: Slot<readonly string[]> = {
  chip: 'object',
  read(tokens, at) {
    const quote = tokens[at];
    if (quote?.kind === 'quote') return [{ value: [quote.value], next: at + 1, say: `“${quote.value}”` }];
    const words: string[] = [];
    let next = afterAny(tokens, at, 'the', 'my', 'our', 'a', 'an');
    for (let token = tokens[next]; isPlain(token) && words.length < MOST_WORDS; token = tokens[next]) {
      words.push(token.text);
      next += 1;
    }
    const own = words.filter((word) => !/['’]s?$/u.test(word));
    return own.length === 0 ? [] : [{ value: own, next, say: `“${words.join(' ')}”` }];
  },
};

/** A kind of file with what it is of before it: `vacation photos`. */
export const topicKindSlot: Slot<{ readonly topic: readonly string[]; readonly kind: string }> = {
  chip: 'object',
  read: (tokens, at, context) =>
    topicSlot.read(tokens, at, context).flatMap(({ value, next, say }) => {
      const kind = readKind(tokens, next);
      return kind && kind.glob !== '*'
        ? [{ value: { topic: value, kind: kind.glob }, next: kind.next, say: `${say} ${kind.words}` }]
        : [];
    }),
};

/** What names fit that have all of these words in them, in this order: as one and as many. */
export const globOfTopic = (words: readonly string[]): string =>
  `*${words.map((word) => (word.length > 4 ? word.replace(/(?<=[xsz]|ch|sh)es$|(?<=[^s])s$/iu, '') : word)).join('*')}*`;

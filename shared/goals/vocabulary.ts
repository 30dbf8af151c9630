import { wordsOf } from './pattern.ts';
import { LIMITS, PHRASES } from './phrases.ts';
import { SEPARATING_WORDS } from './separator.ts';
import { kindWords } from './slots/file-kinds.ts';
import { WELL_KNOWN_WORDS } from './slots/path.ts';

/** Words that slots know besides: what is asked of files, and how many. */
const OF_SLOTS =
  'all every each any everything the my files folder folders newest latest oldest largest biggest smallest older newer than bigger smaller larger ' +
  'days day weeks week months month years year hours hour minutes minute seconds second today yesterday last except excluding named called ' +
  'ending starting containing with from inside subfolders including recursively left right top bottom half corner screen side noon midnight';

let all: ReadonlySet<string> | null = null;

/** Every word that a goal can have besides names and texts. */
export const vocabulary = (): ReadonlySet<string> => {
  all ??= new Set(
    [
      ...[...PHRASES, ...LIMITS].flatMap(({ sequence }) => wordsOf(sequence)),
      ...SEPARATING_WORDS,
      ...kindWords(),
      ...WELL_KNOWN_WORDS,
      ...OF_SLOTS.split(' '),
    ].filter((word) => /^[a-z]{2,}$/u.test(word)),
  );
  return all;
};

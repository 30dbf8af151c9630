import { ask, phrase, type Built } from '../phrase.ts';

const FIND = '(find|search for|look for|locate|list|show|show me)';
const LOOK = '(search|look through|look in|search in|search through|search inside|go through)';
const ALL = '[me] [all|every|any|the|my|all the|all my|all of the]';
const THE_FILES = '[all files in|the files in|all the files in|every file in|the contents of]';
const IN = '(in|inside|under|within)';
const HOLDING =
  '(containing|that contain|that contains|which contain|that mention|that mentions|mentioning|which mention|that include|including|that say|saying|that hold|holding|with the text|with the word|with the words)';
const HOLD = '(contain|contains|mention|mentions|include|includes|hold|holds|say|says|have|has)';
const WORDS = '[the text|the word|the words]';

const searched = (path: string, text: string, glob = '*'): Built => [
  ask('files.search', { within: path, text, ...(glob === '*' ? {} : { glob }) }),
];

/** What files hold, told with the lines in which it stands. */
export const searching = [
  phrase('search', [`does {path:file} ${HOLD} ${WORDS} {text:text}`], ({ path, text }) => searched(path, text)),
  phrase('search', [`does {path:file} ${HOLD} ${WORDS} {word:name}`], ({ path, word }) => searched(path, word)),
  phrase(
    'search',
    [
      `${FIND} ${ALL} {kind:kind} ${HOLDING} ${WORDS} {text:text} ${IN} {folder:folder}`,
      `${FIND} ${ALL} {kind:kind} ${IN} {folder:folder} ${HOLDING} ${WORDS} {text:text}`,
      `(which|what) [of my|of the|of our] {kind:kind} ${IN} {folder:folder} ${HOLD} ${WORDS} {text:text}`,
      `(which|what) [of my|of the|of our] {kind:kind} ${HOLD} ${WORDS} {text:text} ${IN} {folder:folder}`,
      `${FIND} ${WORDS} {text:text} ${IN} [all|the|all the|my] {kind:kind} ${IN} {folder:folder}`,
    ],
    ({ kind, text, folder }) => searched(folder, text, kind),
  ),
  phrase(
    'search',
    [
      `${FIND} ${ALL} {kind:kind} ${HOLDING} ${WORDS} {text:text}`,
      `(which|what) [of my|of the|of our] {kind:kind} ${HOLD} ${WORDS} {text:text}`,
    ],
    ({ kind, text }, { context }) => searched(context.home, text, kind),
  ),
  ...['{text:text}' as const, '{text:name}' as const].flatMap((text) =>
    phrase(
      'search',
      [`(which|what) [of my|of the|of our] (documents|papers|notes) ${HOLD} ${WORDS} ${text}`],
      (said, { context }) => searched(context.home, said.text),
    ),
  ),
  phrase(
    'search',
    [`(which|what) [of my|of the|of our] {kind:kind} ${HOLD} ${WORDS} {word:name}`],
    ({ kind, word }, { context }) => searched(context.home, word, kind),
  ),
  phrase(
    'search',
    [
      `(which|what) [of my|of the|of our] {kind:kind} ${HOLD} ${WORDS} {word:name} ${IN} {folder:folder}`,
      `(which|what) [of my|of the|of our] {kind:kind} ${IN} {folder:folder} ${HOLD} ${WORDS} {word:name}`,
    ],
    ({ kind, word, folder }) => searched(folder, word, kind),
  ),
  phrase('search', [`${FIND} ${ALL} {kind:kind} ${HOLDING} ${WORDS} {word:name} ${IN} {folder:folder}`], (said) =>
    searched(said.folder, said.word, said.kind),
  ),
  phrase('search', [`${FIND} ${ALL} {kind:kind} ${HOLDING} ${WORDS} {word:name}`], ({ kind, word }, { context }) =>
    searched(context.home, word, kind),
  ),
  phrase(
    'search',
    [`${LOOK} ${THE_FILES} {path:folder} for ${WORDS} {text:text}`, `${LOOK} {path:file} for ${WORDS} {text:text}`],
    ({ path, text }) => searched(path, text),
  ),
  phrase(
    'search',
    [`${LOOK} ${THE_FILES} {path:folder} for ${WORDS} {word:name}`, `${LOOK} {path:file} for ${WORDS} {word:name}`],
    ({ path, word }) => searched(path, word),
  ),
].flat();

import { trouble } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import { ask, phrase, type Ask } from '../phrase.ts';
import { isList } from '../slots/item.ts';
import { hasEnding, inFolder, shown } from '../slots/path.ts';

const SAYING = '[of|saying|that says|with|with the text|to myself|to] [:]';
const NOTE = `((make|take|write|create|add|leave) [me] a [new] [quick] note ${SAYING}|new note ${SAYING}|(note to self|note to myself|note down|note|write down|jot down|take down) [that] [:])`;
export const LINES = '[the line|the lines|a line|the text|the words|the word] [:]';

/** Whether lines can be put into it, by its name: what has no ending is found by looking. */
export const isText = (path: string): boolean =>
  !hasEnding(path) || /\.(txt|md|markdown|text|org|csv|log|todo)$/iu.test(path);

/** What a note is called after: its first words. */
const LONGEST_NAME = 40;

/** A file name out of the first words of a text. */
const nameOf = (text: string): string => {
  const [line = ''] = text.trim().split(/[\r\n]/u);
  const plain = line
    .replace(/[/\\:*?"<>|{}[\]\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const points = [...plain];
  const cut =
    points.length <= LONGEST_NAME
      ? plain
      : points
          .slice(0, LONGEST_NAME)
          .join('')
          .replace(/\s+\S*$/u, '');
  return cut.replace(/^[.\s]+|[.,;!\s]+$/gu, '') || 'Note';
};

/** A text file, among the documents unless another folder is said, called after what it says. */
export const note = (text: string, { home }: GoalContext, folder = `${home}/Documents`): readonly Ask[] => [
  ask('files.write', { path: { $: 'new-file', path: inFolder(folder, `${nameOf(text)}.txt`) }, text }),
];

const ITEMS = '(with the items|with the following items|with the lines|with|of|containing|saying|listing|:) [:]';

/** One on a line, as they are counted up. */
const itemsOf = (text: string): string =>
  text
    .split(/\s*(?:[,;]|\band\b)\s*/u)
    .filter((item) => item !== '')
    .join('\n');

const CALLED_NOTE = '(make|take|write|create|add) [me] a [new] [quick] [text] note (called|named|titled) {name:name}';
const AND_SAYS = '(with|saying|that says|with the text|containing|and write) [the text|the line|the words] [:]';
const AND_LISTS = '(with|containing) (the lines|the items|the points) [:]';

/** A note by the name that it is given; a sentence has one line. */
const called = (name: string, text: string, { home }: GoalContext): readonly Ask[] => [
  ask('files.write', {
    path: { $: 'new-file', path: inFolder(home, `Documents/${name}${hasEnding(name) ? '' : '.txt'}`) },
    text,
  }),
];

/** Short texts that are to be kept: a file of their own, or the end of one. */
export const notes = [
  phrase('make a note', [`${CALLED_NOTE} ${AND_LISTS} {text:items}`], ({ name, text }, { context }) =>
    called(name, itemsOf(text), context),
  ),
  phrase('make a note', [`${CALLED_NOTE} ${AND_SAYS} {text:text}`], ({ name, text }, { context }) =>
    called(name, text, context),
  ),
  phrase('make a note', [`${CALLED_NOTE} ${AND_SAYS} {text:items}`], ({ name, text }, { context }) =>
    called(name, text, context),
  ),
  phrase('make a note', [CALLED_NOTE], ({ name }, { context }) => called(name, '', context)),
  phrase('make a note', [`${NOTE} {text:text}`], ({ text }, { context }) => note(text, context)),
  // What is called something is no sentence.
  phrase('make a note', [`${NOTE} {text:words}`], ({ text }, { context }) =>
    /^(called|named|titled) /iu.test(text) ? null : note(text, context),
  ),
  phrase(
    'make a note',
    [
      `(make|take|write|create|add|leave|put) [me] a [new] [quick] note (in|on) {folder:folder} ${SAYING} {text:text}`,
      `(make|take|write|create|add|leave|put) [me] a [new] [quick] note ${SAYING} {text:text} (in|on) {folder:folder}`,
    ],
    ({ text, folder }, { context }) => note(text, context, folder),
  ),
  phrase('make a note', [`${NOTE} {text:text} [and save it] as {path:newfile}`], ({ text, path }) => [
    ask('files.write', { path, text }),
  ]),
  phrase('add to a file', [`${NOTE} {text:text} (in|into|to) {path:newfile}`], ({ text, path }) => [
    ask('files.append', { path, text }),
  ]),
  phrase(
    'add to a file',
    [
      `(append|add|attach) ${LINES} {text:text} (to|onto|at) [the end of|the bottom of] {path:grownfile}`,
      `(write|put|insert) ${LINES} {text:text} (to|onto|at|on) (the end of|the bottom of) {path:grownfile}`,
    ],
    ({ text, path }) => [ask('files.append', { path, text })],
  ),
  // Each on a line of its own.
  ...['{path:grownfile}' as const, '{path:list}' as const].map((list) =>
    phrase(
      'add to a file',
      [`(append|add|put) [the items|the lines] {a:text} [,] and {b:text} (to|onto|on) ${list}`],
      ({ a, b, path }) => (isText(path) ? [ask('files.append', { path, text: `${a}\n${b}` })] : null),
    ),
  ),
  // Single words need no quotation marks where a file of that name is there.
  phrase('add to a file', ['(append|add) {text:item} (to|onto) {path:list}'], ({ text, path }, { context }) =>
    isText(path) && isList(path)
      ? [ask('files.append', { path, text })]
      : isText(path)
        ? trouble(
            'Put the text that is to be written into quotation marks.',
            `add "${text}" to ${shown(path, context.home)}`,
          )
        : trouble(
            `Lines go into text files, and ${shown(path, context.home)} is none by its name.`,
            `add "${text}" to ~/Documents/notes.txt`,
          ),
  ),
  phrase(
    'make a list',
    [
      `(make|create|write|start|begin|i need) [me] [a|the] [new] {name:newlist} ${ITEMS} {text:items}`,
      `(make|create|write|start|begin|i need) [me] [a|the] [new] {name:newlist} ${ITEMS} {text:text}`,
    ],
    ({ name, text }, { context }) => [
      ask('files.write', {
        path: { $: 'new-file', path: inFolder(context.home, `Documents/${name}.txt`) },
        text: itemsOf(text),
      }),
    ],
  ),
  phrase(
    'create a file',
    [
      '(create|make|add|write) [a|the] [new] [text] (file|document|note) [called|named] {path:newfile} (with|listing|containing) [the] [following] (items|lines|points|list) [:] {text:items}',
    ],
    ({ text, path }) => [ask('files.write', { path, text: itemsOf(text) })],
  ),
  phrase(
    'read the list',
    ["(what is|what's) on {path:list}", '(read|show|show me) [me] {path:list}'],
    ({ path }, { context }) =>
      isText(path) && isList(path) && path !== context.home ? [ask('files.read', { path })] : null,
  ),
].flat();

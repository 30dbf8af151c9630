import { anywhere, ask, phrase, type Built } from '../phrase.ts';
import type { Described } from '../intent.ts';
import type { FileSet } from '../slots/file-set.ts';
import { folderOf } from './pronouns.ts';

const counted = (path: string | Described, glob?: string): Built => [
  ask('files.measure', { path, ...(glob === undefined ? {} : { glob }) }),
];

const found = (set: FileSet): Built => [ask('files.find', { ...set, recursive: true })];

const BIG = '(big|large|heavy|long|full)';
const UNITS = '(words|lines|characters|letters)';
const HOLDS = '(have|has|hold|holds|contain|contains)';
const THERE = '(in there|in it|inside it|in that folder|in the folder|in the new folder|there)';
const TELL = "(what is|what's|tell me|show me|show)";

/** How many and how big: only told. */
export const measures = [
  anywhere(
    phrase('count', ['(count|count up) {set:set}', 'how many {set:set} [are there|do i have]'], ({ set }) =>
      counted(set.folder, set.glob),
    ),
  ),
  phrase(
    'count',
    [
      'how many {kind:kind} (are|are there|do i have) (in|inside|on) {folder:folder}',
      `how many {kind:kind} does {folder:folder} ${HOLDS}`,
      '(count|count up) {kind:kind} (in|inside|of) {folder:folder}',
    ],
    ({ kind, folder }) => counted(folder, kind),
  ),
  phrase('count', [`how many {kind:kind} (are|are there) [now] ${THERE} [now]`], ({ kind }, { before }) => {
    const folder = folderOf(before);
    return folder === null ? null : counted(folder, kind);
  }),
  phrase('count', [`how many (are|are there) [now] ${THERE} [now]`], (_, { before }) => {
    const folder = folderOf(before);
    return folder === null ? null : counted(folder);
  }),
  // How many of some there are, which only finding them tells.
  anywhere(
    phrase(
      'count',
      ['how many {set:choice} [are there|do i have|have i got]', '(count|count up) {set:choice}'],
      ({ set }) => found(set),
    ),
  ),
  anywhere(
    phrase(
      'count',
      ['how many {kind:kind} (do i have|have i got|are there|did i take) (from|of|in) {when:when}'],
      ({ kind, when }, { context }) => [
        ask('files.find', { folder: context.home, glob: kind, recursive: true, ...when }),
      ],
    ),
  ),
  phrase(
    'measure',
    [
      `how ${BIG} is {path:folder}`,
      `how ${BIG} is {path:file}`,
      `${TELL} the size of {path:folder}`,
      `${TELL} the size of {path:file}`,
      '(measure|weigh) {path:folder}',
      '(measure|weigh) {path:file}',
      'how much (space|room) does {path:folder} (take|take up|use|need)',
      'how much (space|room) does {path:file} (take|take up|use|need)',
    ],
    ({ path }) => counted(path),
  ),
  phrase('measure', [`how ${BIG} (is|are) {a:folder} and {b:folder}`], ({ a, b }) => [
    ask('files.measure', { path: a }),
    ask('files.measure', { path: b }),
  ]),
  phrase(
    'measure',
    [`how ${BIG} is (it|that|that file|that folder)`, "(check|tell me|show me|what is|what's) its size"],
    () => counted({ $: 'it' }),
  ),
  phrase('measure', [`how ${BIG} {path:folder} is`, `how ${BIG} {path:file} is`], ({ path }) => counted(path)),
  phrase(
    'count',
    [
      `how many ${UNITS} (are|are there) in {path:file}`,
      `how many ${UNITS} does {path:file} ${HOLDS}`,
      `(count|count up) [all] the ${UNITS} (in|of) {path:file}`,
    ],
    ({ path }) => counted(path),
  ),
].flat();

import { trouble } from '../doubt.ts';
import { anywhere, ask, phrase, type Ask } from '../phrase.ts';
import { SAVED } from './questions.ts';
import { hasEnding, shown } from '../slots/path.ts';
import { globFor } from '../slots/file-kinds.ts';
import type { FileSet } from '../slots/file-set.ts';

const CREATE = "(create|make|add|i need|i want|i would like|i'd like)";
const SAYING = '(with|containing|that says|saying|with the text|with the content|with the contents|and write)';
const WITH = `[${SAYING}]`;

/** Who looks for something does not know in which subfolder it is; a list is of what is there. */
const found = (set: FileSet): readonly Ask[] => [ask('files.find', { ...set, recursive: true })];
const listed = (set: FileSet): readonly Ask[] => [ask('files.find', { ...set })];

const FIND = '(find|search for|look for|locate|search|do i have|have i got)';
const LIST = '(list|show|show me|give me a list of|make a list of|show me a list of|show a list of)';

/** What a name that is looked for fits: all that has it in its name, unless it is whole. */
const globOf = (name: string): string => (hasEnding(name) || /[*?]/u.test(name) ? name : `*${name}*`);

const byName = (name: string, folder: string): readonly Ask[] => found({ folder, glob: globOf(name), recursive: true });

const A_FILE = '[me] [a|the|my|every|all] [file|files] [called|named]';
const IN = '(in|inside|under|within)';

/** What is there, folders as well. */
const listing = (folder: string): readonly Ask[] => [
  ask('files.find', { folder, glob: '*', recursive: false, folders: true }),
];

export const files = [
  phrase(
    'create a folder',
    [`${CREATE} [a|the] [new] (folder|directory) {path:newfolder}`, `new folder {path:newfolder}`],
    ({ path }) => [ask('files.create-folder', { path })],
  ),
  phrase('create folders', [`${CREATE} [the] [new] (folders|directories) {paths:newfolders}`], ({ paths }) =>
    paths.map((path) => ask('files.create-folder', { path })),
  ),
  phrase('create a folder', ['(create|make) (it|that folder|the folder)'], () => [
    ask('files.create-folder', { path: { $: 'it' } }),
  ]),
  phrase(
    'create a file',
    [
      `${CREATE} [a|the] [new] [text] file [called|named] {path:newfile} ${WITH} {text:text}`,
      `(create|make) {path:newfile} ${WITH} {text:text}`,
    ],
    ({ path, text }) => [ask('files.write', { path, text })],
  ),
  phrase('create a file', [`${CREATE} (a|an) [new] [empty] file [called|named] {path:newfile}`], ({ path }) => [
    ask('files.write', { path, text: '' }),
  ]),
  phrase('create a file', [`(create|make) {path:newfile} ${SAYING} {text:text}`], ({ path, text }) =>
    hasEnding(path) ? [ask('files.write', { path, text })] : null,
  ),
  phrase('create a file', ['(create|make) {path:newfile}'], ({ path }) =>
    hasEnding(path) ? [ask('files.write', { path, text: '' })] : null,
  ),
  phrase('create', ['(create|make) {path:written}'], ({ path }, { context }) =>
    hasEnding(path)
      ? null
      : trouble(
          'Say whether that is to be a folder or a file.',
          `create the folder ${shown(path, context.home)}`,
          `create the file ${shown(path, context.home)}.txt`,
        ),
  ),
  phrase(
    'write a file',
    [
      '(write|put|save|store) [the text] {text:text} (to|into|in|as) [the file|a file|a new file|file] [called|named] {path:newfile}',
    ],
    ({ text, path }) => [ask('files.write', { path, text })],
  ),
  phrase(
    'read',
    [
      'read [me] [the contents of|the content of|the text of|the text in] {path:file} [to me|aloud|out loud|out]',
      '(show|show me) [me] (the contents of|the content of|the text of|the text in) {path:file}',
    ],
    ({ path }) => [ask('files.read', { path })],
  ),
  phrase(
    'read',
    ['what does {path:file} (say|contain|hold)', "(what is|what's) (written in|in the file) {path:file}"],
    ({ path }) => (hasEnding(path) ? [ask('files.read', { path })] : listing(path)),
  ),
  phrase('read', ["(what is|what's) in {path:file}", "(what is|what's) on {path:named}"], ({ path }) =>
    hasEnding(path) ? [ask('files.read', { path })] : listing(path),
  ),
  // A place without an ending that is only to be shown is most likely a folder.
  phrase('read', ['(show|show me) [me] {path:file}'], ({ path }) =>
    hasEnding(path) ? [ask('files.read', { path })] : listing(path),
  ),
  phrase('read', ['read {path:choice}', '(show|show me) the contents of {path:choice}'], ({ path }) =>
    path.most === 1 ? [ask('files.read', { path: { $: 'files', ...path } })] : trouble('I read one file at a time.'),
  ),
  phrase('read', ['(read|show) the file [it]'], () => [ask('files.read', { path: { $: 'it' } })]),
  anywhere(phrase('find', [`${FIND} [me] {set:set}`], ({ set }) => found(set))),
  phrase('list', [`${LIST} [me] {set:set}`, '(which|what) {set:set} are there'], ({ set }) => listed(set)),
  anywhere(phrase('find', [`${FIND} [me] {set:choice}`], ({ set }) => found(set))),
  // Without a place, which home stands for then, they are shown from everywhere.
  anywhere(
    phrase('list', [`${LIST} [me] {set:choice}`], ({ set }, { context }) =>
      set.folder === context.home ? found(set) : listed(set),
    ),
  ),
  phrase(
    'find',
    [
      `${FIND} ${A_FILE} {name:text} ${IN} {folder:folder}`,
      `(where is|${SAVED}) ${A_FILE} {name:text} ${IN} {folder:folder}`,
    ],
    ({ name, folder }) => byName(name, folder),
  ),
  phrase(
    'find',
    [`${FIND} ${A_FILE} {name:text}`, `(where is|${SAVED}) ${A_FILE} {name:text}`],
    ({ name }, { context }) => byName(name, context.home),
  ),
  phrase(
    'find',
    [
      `${FIND} ${A_FILE} {name:name} ${IN} {folder:folder}`,
      `(where is|${SAVED}) ${A_FILE} {name:name} ${IN} {folder:folder}`,
    ],
    ({ name, folder }) => (hasEnding(name) ? byName(name, folder) : null),
  ),
  phrase(
    'find',
    [`${FIND} ${A_FILE} {name:name}`, `(where is|${SAVED}) ${A_FILE} {name:name}`],
    ({ name }, { context }) => (hasEnding(name) ? byName(name, context.home) : null),
  ),
  phrase('find', [`(where is|${SAVED}) (my|the) {name:name}`], ({ name }, { context }) => byName(name, context.home)),
  phrase('find', [`${FIND} (my|the) {name:name}`], ({ name }, { context }) =>
    globFor(name.toLowerCase()) === null ? byName(name, context.home) : null,
  ),
  // Who looks for a kind of file without a place means everywhere at home.
  phrase('find', [`${FIND} [me] [all|any|my|the|all my|all the] {kind:kind}`], ({ kind }, { context }) =>
    kind === '*' ? null : found({ folder: context.home, glob: kind, recursive: true }),
  ),
  phrase(
    'find',
    [
      `is there (a|any) [file|folder] [called|named] {name:name} ${IN} {folder:folder}`,
      `is there (a|any) [file|folder] [called|named] {name:text} ${IN} {folder:folder}`,
    ],
    ({ name, folder }) => (globFor(name.toLowerCase()) === null ? byName(name, folder) : null),
  ),
  phrase('find', [`(is|are) there (a|an|any|some) {kind:kind} ${IN} {folder:folder}`], ({ kind, folder }) =>
    found({ folder, glob: kind, recursive: true }),
  ),
  phrase('find', ['(is|are) there (a|an|any|some) {kind:kind} [here|on my computer]'], ({ kind }, { context }) =>
    found({ folder: context.home, glob: kind, recursive: true }),
  ),
  phrase(
    'list',
    [
      '(list|show|show me) [me] (the contents of|what is in) {folder:folder}',
      "(what is|what's|what files are) in {folder:folder}",
      "(what is|what's|what files are) on {folder:written}",
      'list [me] [all of] {folder:folder}',
      '(show|show me) [me] {folder:folder}',
    ],
    ({ folder }) => listing(folder),
  ),
  phrase(
    'overwrite',
    [
      '(overwrite|replace) {path:file} (with|by) {text:text}',
      '(overwrite|replace) (the contents of|what is in|the text of|the text in) {path:file} (with|by) {text:text}',
    ],
    ({ path, text }) => [ask('files.write', { path, text })],
  ),
].flat();

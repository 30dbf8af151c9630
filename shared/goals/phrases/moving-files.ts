import { PLACEHOLDERS, unknownPlaceholder } from '../../skills/name-pattern.ts';
import { trouble, type Doubt } from '../doubt.ts';
import type { Json } from '../../protocol/json.ts';
import { isDescribed, type Described, type GoalContext, type Intent } from '../intent.ts';
import { ask, phrase, type Built } from '../phrase.ts';
import type { Argument } from '../slot.ts';
import { hasEnding, inFolder, isSystem, isWellKnown, shown } from '../slots/path.ts';
import type { Choosing } from '../../skills/choosing.ts';
import type { ChosenSet } from '../slots/chosen-set.ts';
import type { FileSet } from '../slots/file-set.ts';
import { AND_RENAMED, isOnlyOne } from './copying-files.ts';

const ONTO = '(to|into|in|on|onto)';
/** A folder that need not be there yet. */
const A_FOLDER = '(a folder|a new folder|the new folder|a subfolder|a new subfolder) (called|named)';
const TRASH = '(trash|trash can|bin|rubbish|waste basket|wastebasket|recycle bin)';

const refusal: Doubt = {
  kind: 'trouble',
  say: 'I never change the system’s folders, or a home folder as a whole.',
  never: 'closed',
};

/** Folders and files that no goal may take away. Their contents are looked at, never moved. */
const forbidden = (files: Argument, home: string): Doubt | null => {
  if (isDescribed(files))
    return files.$ === 'files' && isSystem(files.folder, home) && (files.folder !== home || files.glob === '*')
      ? refusal
      : null;
  const paths = Array.isArray(files) ? files.filter((path) => typeof path === 'string') : [];
  if (paths.some((path) => isSystem(path, home))) return refusal;
  // Who says “delete documents” hardly means the folder that programs look for.
  const usual = paths.find((path) => isWellKnown(path, home));
  return usual === undefined
    ? null
    : trouble(
        `I never take away ${shown(usual, home)} as a whole. Say what in it is meant: everything in ${shown(usual, home)}, or a kind of file.`,
        `list the files in ${shown(usual, home)}`,
      );
};

/** A name without an ending keeps the file's own: nobody who renames a photo wants it to be none any more. */
const withEnding = (from: string, name: string): string => {
  const [ending = ''] = /(?<=[^/])\.(?=[^.]*\p{L})[\p{L}\p{N}]{1,8}$/u.exec(from) ?? [];
  return hasEnding(name) ? name : `${name}${ending}`;
};

const changing = (files: Argument, context: GoalContext, built: Built): Built =>
  forbidden(files, context.home) ?? built;

/** The only one, as it is said. */
const first = (files: Argument, { home }: GoalContext): string =>
  Array.isArray(files) && typeof files[0] === 'string' ? shown(files[0], home) : '~/Documents/notes.txt';

const parent = (path: string): string => path.slice(0, path.lastIndexOf('/'));

export const renameOne = (from: string, name: string, context: GoalContext): Built =>
  changing([from], context, [
    ask('files.rename', { renames: [{ from, to: `${parent(from)}/${withEnding(from, name)}` }] }),
  ]);

/** "*.jpg" and ".jpg" leave the name as it is. */
const patternOf = (said: string): string => said.replace(/^\*?(?=\.[\p{L}\p{N}]+$)/u, '{name}');

/** `holiday-1` and `holiday-2` as a pattern of all that follow; null where they are not the first two of one. */
const seriesOf = (first: string, second: string): string | null => {
  const [, ahead = '', number = '', behind = ''] = /^(.*?)(0*1)(\D*)$/su.exec(first) ?? [];
  const width = number.length > 1 ? `:${number.length}` : '';
  return number !== '' && second === `${ahead}${'2'.padStart(number.length, '0')}${behind}`
    ? `${ahead}{n${width}}${behind}`
    : null;
};

const renameAll = (set: FileSet | ChosenSet, pattern: string, context: GoalContext): Built => {
  const { folder, glob, recursive, ...choosing } = set;
  const isOne = 'most' in choosing && choosing.most === 1;
  if (recursive && !isOne) return trouble('I rename files of one folder at a time.');
  const unknown = unknownPlaceholder(pattern);
  if (unknown !== null) return trouble(`I don’t know ${unknown} in a file’s name. ${PLACEHOLDERS}`);
  if (!isOne && !/\{(n|name)(:\d+)?\}/u.test(pattern))
    return trouble(`“${pattern}” would give all files one name: put {n} or {name} into it.`);
  const kept = pattern.includes('.') ? pattern : `${pattern}.{ext}`;
  return changing({ $: 'files', ...set }, context, [
    ask('files.rename', {
      renames: { $: 'renames', folder, glob, pattern: kept, ...(recursive ? { recursive } : {}), ...choosing },
    }),
  ]);
};

const replaceInNames = (
  { folder, glob, recursive }: FileSet,
  find: string,
  put: string,
  context: GoalContext,
): Built =>
  recursive
    ? trouble('I rename files of one folder at a time.')
    : changing({ $: 'files', folder, glob, recursive }, context, [
        ask('files.rename', { renames: { $: 'renames', folder, glob, find, with: put } }),
      ]);

/** To a name with an ending goes one thing under that name; all else goes into a folder. */
const copied = (files: Argument, to: string): Built => {
  if (!hasEnding(to)) return [ask('files.copy', { files, to })];
  const isOne = !isDescribed(files) || files.$ === 'it' || (files.$ === 'files' && files.most === 1);
  const from = !isOne ? undefined : !Array.isArray(files) ? files : files.length === 1 ? files[0] : undefined;
  return from === undefined
    ? trouble('Say the folder only: several files keep their names.')
    : [ask('files.copy-as', { from, path: to })];
};

/** The files of a folder but for some; null where they were named one by one, or some are left out already. */
const without = (files: Argument, left: Choosing): Described | null =>
  isDescribed(files) && files.$ === 'files' && files.except === undefined && files.allBut === undefined
    ? { ...files, ...left }
    : null;

/** What leaves a thing twice: who then deletes “it” may mean either, and nothing is deleted for a guess. */
const DOUBLED: ReadonlySet<string> = new Set(['files.zip', 'files.copy', 'files.copy-as', 'task.back-up']);
const TWO = trouble(
  'Say what is to be deleted: “it” could be the original or what was made of it. “The original” is one way.',
);

/** What was copied or packed by the only part before that did. */
const originals = (before: readonly Intent[]): Argument | null => {
  const [only, ...others] = before.filter(({ skill }) => DOUBLED.has(skill));
  const args = only?.args ?? {};
  const one = args['from'] ?? args['what'];
  return !only || others.length > 0 ? null : (args['files'] ?? (one === undefined ? null : [one as Json]));
};

/** A folder whose files were only just taken out of it: what is left in it, its folders for one, would go with it. */
const leftIn = (files: Argument, before: readonly Intent[], { home }: GoalContext): Doubt | null => {
  const folder = before.flatMap(({ skill, args: { files: moved } }) =>
    skill === 'files.move' && isDescribed(moved) && moved.$ === 'files' ? [moved.folder] : [],
  );
  const left = Array.isArray(files) ? files.find((path) => folder.some((one) => one === path)) : undefined;
  return typeof left === 'string'
    ? trouble(
        `What is left in ${shown(left, home)} by then, its folders for one, would go to the trash with it. Give that as a goal of its own.`,
        `list ${shown(left, home)}`,
        `delete ${shown(left, home)}`,
      )
    : null;
};

export const movingFiles = [
  phrase(
    'move to the trash',
    [`(move|put|throw|send) {files:files} (to|into|in) [the|my] ${TRASH}`],
    ({ files }, { context }) => changing(files, context, [ask('files.trash', { files })]),
  ),
  phrase(
    'trash',
    ['(trash|delete|remove|bin|throw away|throw out|get rid of|discard) {files:files}'],
    ({ files }, { context, before }) =>
      isDescribed(files) && files.$ === 'it' && DOUBLED.has(before.at(-1)?.skill ?? '')
        ? TWO
        : (leftIn(files, before, context) ?? changing(files, context, [ask('files.trash', { files })])),
  ),
  phrase(
    'trash',
    [
      '(trash|delete|remove|bin) (the original|the originals|my originals|the original file|the original files|the original folder)',
    ],
    (_, { context, before }) => {
      const files = originals(before);
      return files === null ? null : changing(files, context, [ask('files.trash', { files })]);
    },
  ),
  phrase(
    'trash',
    [
      '(trash|delete|remove|bin|erase|wipe) (everything|all|it all|all of it|files|my files|all files|all my files|all of my files)',
    ],
    () =>
      trouble(
        'Say what is to go to the trash, and from which folder.',
        'delete ~/Documents/old.txt',
        'delete all *.tmp files in ~/Downloads',
      ),
  ),
  phrase('empty the trash', [`(empty|clear|clean|clean out) [the|my] ${TRASH}`], () =>
    trouble(
      'Sonny deletes nothing for good: what is in the trash stays there until you empty it yourself.',
      'move ~/Documents/old.txt to the trash',
    ),
  ),
  phrase('empty', ['(empty|clear|clear out|clean out) {folder:folder}'], ({ folder }, { context }) =>
    trouble(
      'Say what in it is to go to the trash.',
      `delete everything in ${shown(folder, context.home)}`,
      `delete everything older than 90 days in ${shown(folder, context.home)}`,
    ),
  ),
  phrase('move', [`(move|put) {files:files} ${ONTO} {to:into}`], ({ files, to }, { context }) =>
    isDescribed(files) || !hasEnding(to)
      ? changing(files, context, [ask('files.move', { files, to })])
      : trouble(
          'Say the folder only; renaming is a part of its own.',
          `rename ${first(files, context)} to new-name.txt`,
        ),
  ),
  phrase(
    'move',
    [`(move|put) {files:files} ${ONTO} {to:into} [,] {left:except}`],
    ({ files, to, left }, { context }) => {
      const rest = without(files, left);
      return rest === null ? null : changing(rest, context, [ask('files.move', { files: rest, to })]);
    },
  ),
  phrase('copy', [`copy {files:files} ${ONTO} {to:into} [,] {left:except}`], ({ files, to, left }) => {
    const rest = without(files, left);
    return rest === null ? null : [ask('files.copy', { files: rest, to })];
  }),
  phrase('move', [`(move|put) {files:files} ${ONTO} ${A_FOLDER} {to:newfolder}`], ({ files, to }, { context }) =>
    changing(files, context, [ask('files.move', { files, to })]),
  ),
  phrase('copy', [`copy {files:files} ${ONTO} ${A_FOLDER} {to:newfolder}`], ({ files, to }) => [
    ask('files.copy', { files, to }),
  ]),
  // Named first, as then it is known by its name.
  phrase(
    'move',
    [`(move|put) {files:files} ${ONTO} {to:into} ${AND_RENAMED} {name:newname}`],
    ({ files, to, name }, { context }) => {
      if (!isOnlyOne(files)) return null;
      const { $: _, one: _one, ...set } = files;
      const renamed = renameAll(set, name, context);
      return Array.isArray(renamed) ? [...renamed, ask('files.move', { files: { $: 'it' }, to })] : renamed;
    },
  ),
  phrase('copy', [`copy {files:files} ${ONTO} {to:into}`], ({ files, to }) => copied(files, to)),
  phrase(
    'move',
    ['(move|put) {files:files} (into|to|in) (it|there|that folder|the new folder)', '(move|put) {files:files} there'],
    ({ files }, { context }) => changing(files, context, [ask('files.move', { files, to: { $: 'it' } })]),
  ),
  phrase('copy', ['copy {files:files} (into|to|in) (it|there|that folder|the new folder)'], ({ files }) => [
    ask('files.copy', { files, to: { $: 'it' } }),
  ]),
  phrase('rename', ['(rename|call) {from:file} [to|as|into] {name:newname}'], ({ from, name }, { context }) =>
    renameOne(from, name, context),
  ),
  phrase(
    'rename',
    ['rename {from:name} (to|as|into) {to:name} in {folder:folder}'],
    ({ from, to, folder }, { context }) =>
      hasEnding(from) && !/[*?]/u.test(from) ? renameOne(inFolder(folder, from), to, context) : null,
  ),
  phrase('rename', ['rename {from:file} (to|as|into) {to:coming}'], ({ from, to }, { context }) =>
    parent(from) === parent(to)
      ? renameOne(from, to.slice(to.lastIndexOf('/') + 1), context)
      : trouble('A new name stays in its folder; moving is a part of its own.'),
  ),
  phrase('rename', ['rename {set:set} (to|as|into) {pattern:name}'], ({ set, pattern }, { context }) =>
    renameAll(set, patternOf(pattern), context),
  ),
  phrase(
    'rename',
    [
      'rename {set:set} (to|as|into) {a:name} [,] [and] {b:name} [,] (and so on|and so forth|etc|etc.|...|…)',
      'rename {set:set} (to|as|into) {a:name} [,] {b:name} [,] [and] {c?:name} [,] (and so on|and so forth|etc|etc.|...|…)',
    ],
    ({ set, a, b }, { context }) => {
      const pattern = seriesOf(a, b);
      return pattern === null ? null : renameAll(set, pattern, context);
    },
  ),
  phrase('rename', ['rename {set:set} (to|as|into) {pattern:series}'], ({ set, pattern }, { context }) =>
    renameAll(set, pattern, context),
  ),
  phrase('rename', ['rename {set:choice} (to|as|into) {pattern:newname}'], ({ set, pattern }, { context }) =>
    renameAll(set, patternOf(pattern), context),
  ),
  phrase(
    'rename',
    ['rename [all|all the|the] {kind:kind} (to|as|into) {pattern:name} in {folder:folder}'],
    ({ kind, pattern, folder }, { context }) =>
      renameAll({ folder, glob: kind, recursive: false }, patternOf(pattern), context),
  ),
  phrase(
    'rename',
    [
      'rename {set:set} [by] replacing {find:text} (with|by) {put:anytext}',
      'replace {find:text} (with|by) {put:anytext} in the (names|name) of {set:set}',
    ],
    ({ set, find, put }, { context }) => replaceInNames(set, find, put, context),
  ),
  // What is said of them is complete but for where they go.
  phrase('move', ['(move|put) {files:files} [to|into|in]', 'copy {files:files} (to|into|in)'], () =>
    trouble('Say where it is to go: … to ~/Documents.'),
  ),
].flat();

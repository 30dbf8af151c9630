import type { ContextKind } from '../../symbolic/facts/context.ts';
import { Relations, type Argument, type ArgumentType, type Relation } from '../../symbolic/facts/relation.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** What windows and files are now changes under one's hands; what they are called and how big they are changes seldom. */
const GLANCE = 30 * SECOND;
const LOOK = 2 * MINUTE;

const EVERYWHERE: readonly ContextKind[] = [
  'world',
  'application',
  'window',
  'document',
  'plan',
  'branch',
  'hypothesis',
];

const takes = (name: string, type: ArgumentType = 'text'): Argument => ({ name, type });
const relation = (
  name: string,
  args: readonly Argument[],
  say: string,
  lifetime: number | null,
  rest: Partial<Relation> = {},
): Relation => ({ name, args, say, lifetime, contexts: EVERYWHERE, ...rest });

const path = takes('path', 'path');
const file = takes('file', 'path');
const window = takes('window');
const run = takes('run');
/** At a path is a file, a folder or nothing. */
const at = { group: 'at', key: [0] };
const one = { key: [0] };

/** What a listing tells of a file; it ends with the file. */
export const LISTED = [
  'listed',
  'file-name',
  'file-ending',
  'file-size',
  'file-changed',
  'file-sum',
  'named-after',
] as const;

/** Everything that Sonny may know as a fact that was told, seen or done. What rules derive is declared with the rules. */
export const RELATIONS = new Relations([
  // What steps need and change (shared/skills/relations.ts).
  relation('file', [path], 'there is a file {0}', LOOK, {
    ...at,
    sayNot: 'there is no file {0}',
  }),
  relation('folder', [path], 'there is a folder {0}', LOOK, {
    ...at,
    sayNot: 'there is no folder {0}',
  }),
  relation('free', [path], 'nothing is at {0}', LOOK, { ...at, sayNot: 'something is at {0}' }),
  relation('window', [window], 'the window {0} is open', LOOK, {
    sayNot: 'the window {0} is not open',
  }),
  relation('page', [takes('page')], 'the page {0} is open', LOOK, {
    sayNot: 'the page {0} is not open',
  }),
  relation('installed', [takes('application')], '{0} is installed', DAY, {
    sayNot: '{0} is not installed',
  }),
  relation('unsaved', [window], 'the window {0} has unsaved text', LOOK, {
    sayNot: 'the window {0} has no unsaved text',
  }),
  relation('clipboard-text', [], 'the clipboard holds text', GLANCE, {
    sayNot: 'the clipboard holds no text',
  }),

  // What a listing of a folder tells.
  relation('listed', [file, takes('folder', 'path')], '{0} is in {1}', DAY, one),
  relation('file-name', [file, takes('name')], '{0} is called {1}', DAY, one),
  relation('file-ending', [file, takes('ending')], '{0} ends in .{1}', DAY, one),
  relation('file-size', [file, takes('bytes', 'number')], '{0} has {1} bytes', DAY, one),
  relation('file-changed', [file, takes('moment', 'moment')], '{0} was last changed on {1}', DAY, one),
  relation('named-after', [file, takes('original', 'path')], '{0} is named as a copy of {1}', DAY, one),
  relation('file-sum', [file, takes('sha256')], 'the checksum of {0} is {1}', DAY, one),

  // What the window system tells.
  relation('window-app', [window, takes('application')], 'the window {0} belongs to {1}', LOOK, one),
  relation('window-title', [window, takes('title')], 'a window is titled “{1}”', LOOK, one),
  relation('window-marked', [window], 'the title of the window {0} says that it is not saved', LOOK),
  relation('application-name', [takes('application'), takes('name')], 'windows of {0} belong to {1}', null, one),

  // What content tells: anyone may have written it.
  relation('first-line', [takes('text'), takes('line')], '{0} begins with {1}', LOOK, one),

  // What was asked and done.
  relation('goal', [run, takes('words')], 'you asked for “{1}”', null, one),
  relation('ended', [run, takes('status')], 'the run of {0} ended as {1}', null, one),
  relation(
    'filed',
    [run, takes('words'), takes('from', 'path'), takes('ending'), takes('to', 'path')],
    'files that end in .{3} went from {2} to {4}',
    null,
    one,
  ),

  // What a person chose more than once where they were asked the like.
  relation('preferred', [takes('question'), takes('choice')], 'asked “{0}”, you chose “{1}” more than once', null, one),

  // What a person tells.
  relation('downloads', [takes('folder', 'path')], 'downloads come to {0}', null),
  relation('by-month', [takes('folder', 'path')], '{0} is kept by month', null),
  relation('keep', [path], '{0} is to stay where it is', null),
  relation('important', [takes('thing')], '{0} is important', null),
]);

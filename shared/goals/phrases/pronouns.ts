import { journeysOf } from '../../skills/argument.ts';
import { trouble } from '../doubt.ts';
import { isDescribed, type Intent } from '../intent.ts';
import { ask, phrase, type Built } from '../phrase.ts';
import type { Argument } from '../slot.ts';
import { hasEnding, inFolder } from '../slots/path.ts';
import { opener } from './applications.ts';
import { renameOne } from './moving-files.ts';
import { LINES, note } from './notes.ts';
import { BY, REPLACE_ALL as REPLACE } from './replacing.ts';

const it = { $: 'it' } as const;
const IT = '(it|that|that file|the file|this|the list|the note)';
const THERE = '(there|in it|into it|in there|inside|inside it|in that folder|in the folder|in the new folder)';
const SAYING = '(saying|that says|with|with the text|of) [:]';

/** A file that parts before made or spoke of: where it is, as far as that is known, and the argument that stands for it. */
interface Spoken {
  readonly path: string;
  readonly argument: Argument;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The one file that an intent leaves. */
const left = ({ args }: Intent): Spoken | null => {
  const { path, files, to, renames } = args;
  const [renamed, ...more] = isDescribed(renames) ? [] : journeysOf(renames);
  if (renamed && more.length === 0) return { path: renamed.to, argument: renamed.to };
  if (typeof path === 'string') return { path, argument: path };
  if (isDescribed(path) && path.$ === 'new-file') return { path: path.path, argument: it };
  const [only, ...others] = Array.isArray(files) ? files : [];
  if (typeof only !== 'string' || others.length > 0 || (to !== undefined && typeof to !== 'string')) return null;
  const now = to === undefined ? only : inFolder(to, nameOf(only));
  return { path: now, argument: now };
};

const takesWindow = ({ args, skill }: Intent): boolean => 'window' in args || skill === 'app.open';

/** What was last spoken of: a file, a window, or nothing that could be read or opened. */
const lastOf = (before: readonly Intent[]): Spoken | 'window' | null => {
  for (const [i, intent] of [...before.entries()].reverse()) {
    const spoken = left(intent) ?? movedOn(intent, before.slice(0, i));
    if (spoken !== null && hasEnding(spoken.path)) return spoken;
    if (takesWindow(intent)) return 'window';
  }
  return null;
};

/** Where “it” went: what was spoken of before, in the folder that it was moved or copied to. */
const movedOn = ({ args: { files, to } }: Intent, earlier: readonly Intent[]): Spoken | null => {
  if (!isDescribed(files) || files.$ !== 'it' || typeof to !== 'string') return null;
  const last = lastOf(earlier);
  if (last === null || last === 'window') return null;
  const now = inFolder(to, nameOf(last.path));
  return { path: now, argument: now };
};

const NOTHING = trouble('“It” has nothing to stand for: name the window or file.');

const read = (before: readonly Intent[]): Built => {
  const last = lastOf(before);
  if (last === null) return NOTHING;
  return last === 'window' ? [ask('text.read', { window: it })] : [ask('files.read', { path: last.argument })];
};

/** The folder that a part before made or put something into. */
export const folderOf = (before: readonly Intent[]): string | null => {
  for (const { skill, args } of before.toReversed()) {
    const folder = skill === 'files.create-folder' ? args['path'] : args['to'];
    if (typeof folder === 'string') return folder;
  }
  return null;
};

/** The folder that the part before made, or unpacked an archive to: that is what comes of it. */
const madeBy = (before: readonly Intent[]): string | null => {
  const last = before.at(-1);
  const made =
    last?.skill === 'files.unzip'
      ? last.args['to']
      : last?.skill === 'files.create-folder'
        ? last.args['path']
        : undefined;
  return typeof made === 'string' ? made : null;
};

/** What goes on with the file, window or folder of the part before. */
export const pronouns = [
  phrase('read', [`(read|show|show me) ${IT} [back|again|aloud|out|to me|back to me]`, 'read back'], (_, { before }) =>
    read(before),
  ),
  phrase('rename', [`(rename|call) ${IT} [to|as|into] {name:newname}`], ({ name }, { before, context }) => {
    const last = lastOf(before);
    return last !== null && last !== 'window' && typeof last.argument === 'string'
      ? renameOne(last.argument, name, context)
      : trouble('Name the file that is to be renamed.');
  }),
  phrase('open', [`open (${IT}|the copy|them)`], (_, { before, context }) => {
    const folder = madeBy(before);
    if (folder !== null) return opener(folder, context);
    const last = lastOf(before);
    if (last === null) return NOTHING;
    return last === 'window' ? trouble('It is open already.') : opener(last.path, context, last.argument);
  }),
  phrase(
    'open',
    ['open (the folder|that folder|this folder|the new folder|the unpacked folder|the extracted folder)'],
    (_, { before, context }) => {
      const folder = folderOf(before);
      return folder === null ? null : opener(folder, context);
    },
  ),
  phrase(
    'add to a file',
    [
      `(add|append|write|put) ${LINES} {text:text} (to|onto) ${IT}`,
      `(add|append|write|put) ${LINES} {text:text} (at|to) (the end|its end|the bottom)`,
    ],
    ({ text }, { before }) => {
      const last = lastOf(before);
      if (last === null) return NOTHING;
      return last === 'window'
        ? trouble(
            'What is added at the end goes to a file: name it.',
            `add the line "${text}" to ~/Documents/notes.txt`,
          )
        : [ask('files.append', { path: last.argument, text })];
    },
  ),
  phrase(
    'take out a line',
    [`(delete|remove|take out) the line {line:text} (from|in|out of) ${IT}`],
    ({ line }, { before }) => {
      const last = lastOf(before);
      return last === null || last === 'window' ? NOTHING : [ask('files.remove-line', { path: last.argument, line })];
    },
  ),
  // What was spoken of last, a file or a window.
  phrase(
    'replace',
    [`${REPLACE} {find:text} ${BY} {put:anytext} in ${IT}`, `in ${IT} [,] ${REPLACE} {find:text} ${BY} {put:anytext}`],
    ({ find, put }, { before }) => {
      const last = lastOf(before);
      if (last === null) return NOTHING;
      return last === 'window'
        ? [ask('text.replace', { window: it, find, with: put })]
        : [ask('files.replace-text', { path: last.argument, find, with: put })];
    },
  ),
  ...['{text:text}' as const, '{text:words}' as const].map((text) =>
    phrase(
      'make a note',
      [`(put|make|write|leave|add|create) a [new] note ${THERE} ${SAYING} ${text}`],
      ({ text: words }, { before, context }) => {
        const folder = folderOf(before);
        return folder === null ? NOTHING : note(words, context, folder);
      },
    ),
  ),
].flat();

import { trouble } from '../doubt.ts';
import { isDescribed, type GoalContext } from '../intent.ts';
import { ask, phrase, type Built } from '../phrase.ts';
import type { Argument } from '../slot.ts';
import { hasEnding, shown } from '../slots/path.ts';
import { isList } from '../slots/item.ts';
import { isText } from './notes.ts';

const WORDS = '[the word|the words|the text|the name|word]';
export const REPLACE_ALL = `(replace|change|correct) [all|every|each|all of the|all the|every occurrence of|all occurrences of|each occurrence of] ${WORDS}`;
export const BY = `(with|by|to|into) ${WORDS}`;
const IN = '[everywhere|throughout] (in|inside|within|throughout) [the text of|the text in|the contents of]';

const TAKE_OUT =
  '(delete|remove|take out|strike out|cut) [all|every|each|all occurrences of|every occurrence of] [the word|the words|the text|the name]';
const FROM = '(from|in|out of)';
const TAKE_OFF = '(delete|remove|take out|take off|take|strike|strike out|strike off|cut|cross|cross out|cross off)';
const LINE = '(the line|the whole line|a line|line) [that says|saying|called|:]';

/** Whether they are files by their names, or all of a kind: a folder holds no text. */
const isInFiles = (files: Argument): boolean =>
  isDescribed(files) || (Array.isArray(files) && files.every((path) => typeof path === 'string' && hasEnding(path)));

/** In one file, or in those of several that have it: which have, only they tell. */
const replaced = (find: string, put: string, files: Argument): Built => {
  const [only, ...others] = Array.isArray(files) ? files : [];
  return !isDescribed(files) && typeof only === 'string' && others.length === 0
    ? [ask('files.replace-text', { path: only, find, with: put })]
    : [ask('task.replace-text', { files, find, with: put })];
};

const withoutLine = (line: string, path: string, { home }: GoalContext): Built =>
  isText(path)
    ? [ask('files.remove-line', { path, line })]
    : trouble(`Text files have lines, and ${shown(path, home)} is none by its name.`);

const whatToTakeOut = (text: string, path: string): Built =>
  trouble(
    'Put what is to be taken out into quotation marks.',
    `remove the line "${text}" from ${path}`,
    `remove the text "${text}" from ${path}`,
  );

/** A text in text files on disk. In windows it is the business of `text.replace`. */
export const replacing = [
  phrase(
    'replace',
    [
      `${REPLACE_ALL} {find:text} ${BY} {put:anytext} ${IN} {files:files}`,
      `(in|inside|within) {files:files} [,] ${REPLACE_ALL} {find:text} ${BY} {put:anytext}`,
    ],
    ({ find, put, files }) => replaced(find, put, files),
  ),
  // Single words need no quotation marks; what looks like a file's name is most likely one.
  phrase(
    'replace',
    [
      `${REPLACE_ALL} {find:name} ${BY} {put:name} ${IN} {files:files}`,
      `(in|inside|within) {files:files} [,] ${REPLACE_ALL} {find:name} ${BY} {put:name}`,
    ],
    ({ find, put, files }) => (hasEnding(find) || hasEnding(put) ? null : replaced(find, put, files)),
  ),
  phrase('replace', [`${REPLACE_ALL} {find:text} ${BY} {put:anytext} ${IN} {files:folder}`], () =>
    trouble('Say in which files of the folder: … in all .txt files in ~/Notes.'),
  ),
  // A file is named the same way: what could be one is left to that.
  phrase('take out', [`${TAKE_OUT} {find:text} ${FROM} {files:files}`], ({ find, files }) =>
    hasEnding(find) || !isInFiles(files) ? null : replaced(find, '', files),
  ),
  phrase(
    'take out',
    [`${TAKE_OUT} (the word|the words|the text|the name) {find:name} ${FROM} {files:files}`],
    ({ find, files }) => (isInFiles(files) ? replaced(find, '', files) : null),
  ),
  phrase(
    'take out a line',
    [`${TAKE_OFF} ${LINE} {line:text} (from|in|out of|off) {path:file}`],
    ({ line, path }, scene) => withoutLine(line, path, scene.context),
  ),
  // What is on a list is a line of it.
  phrase('take out a line', [`${TAKE_OFF} {line:item} (from|off|out of) {path:list}`], ({ line, path }, { context }) =>
    isList(path) ? withoutLine(line, path, context) : whatToTakeOut(line, shown(path, context.home)),
  ),
].flat();

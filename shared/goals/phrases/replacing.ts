import { isDescribed } from '../antecedent.ts';
import { trouble } from '../doubt.ts';
import { ask, phrase, type Built } from '../phrase.ts';
import type { Argument } from '../slot.ts';
import { hasEnding } from '../slots/path.ts';

const WORDS = '[the word|the words|the text|the name|word]';
export const REPLACE_ALL = `(replace|change|correct) [all|every|each|all of the|all the|every occurrence of|all occurrences of|each occurrence of] ${WORDS}`;
export const BY = `(with|by|to|into) ${WORDS}`;
const IN = '(in|inside|within|throughout) [the text of|the text in|the contents of]';

/** In one file, or in those of several that have it: which have, only they tell. */
const replaced = (find: string, put: string, files: Argument): Built => {
  const [only, ...others] = Array.isArray(files) ? files : [];
  return !isDescribed(files) && typeof only === 'string' && others.length === 0
    ? [ask('files.replace-text', { path: only, find, with: put })]
    : [ask('task.replace-text', { files, find, with: put })];
};

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
].flat();

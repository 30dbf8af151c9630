import { trouble } from '../doubt.ts';
import { isDescribed, type Described } from '../intent.ts';
import { ask, phrase, type Built } from '../phrase.ts';
import type { Argument } from '../slot.ts';
import { hasEnding, inFolder } from '../slots/path.ts';

const COPY = '(copy|duplicate)';
const A_COPY =
  "(make|create|save|put|get|give|i need|i want|i would like|i'd like) [me] [a|one] (copy|duplicate|second copy) of";
const CALLED =
  '[,] [and] (called|named|as|under the name|call it|name it|with the name|call the copy|name the copy|rename the copy to|rename the copy)';

export const AND_RENAMED = '[,] [and] [then] (rename|call|name) (it|that|that file|the file|the copy) [to|as|into]';

/** One file that looking finds, as the newest. */
export const isOnlyOne = (files: Argument): files is Extract<Described, { $: 'files' }> =>
  isDescribed(files) && files.$ === 'files' && files.most === 1;

const parent = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Beside it, with a number, as its name is taken: `a (2).txt`. */
const duplicated = (from: string): Built => [ask('files.copy-as', { from, path: { $: 'new-file', path: from } })];

const called = (from: string, path: string): Built => [ask('files.copy-as', { from, path })];

/** Copies under another name. Those that go into a folder are in `moving-files.ts`. */
export const copyingFiles = [
  // A copy “in Backups” is to be there; the file is not.
  phrase(
    'copy',
    [`${A_COPY} {from:lone} (in|into|to|on) {to:into}`, `${A_COPY} {from:folder} (in|into|to|on) {to:into}`],
    ({ from, to }) => [ask('files.copy', { files: [from], to })],
  ),
  phrase(
    'duplicate',
    [
      `(duplicate|clone) {from:file}`,
      `(duplicate|clone) {from:folder}`,
      `${A_COPY} {from:lone}`,
      `${A_COPY} {from:folder}`,
    ],
    ({ from }) => duplicated(from),
  ),
  phrase(
    'copy under a name',
    [
      `${A_COPY} {from:file} (in|into|to|on) {to:into} ${CALLED} {name:name}`,
      `${COPY} {from:file} (in|into|to|on) {to:into} ${CALLED} {name:name}`,
    ],
    ({ from, to, name }) => called(from, inFolder(to, name)),
  ),
  phrase(
    'copy under a name',
    [
      `${A_COPY} {from:file} ${CALLED} {name:name}`,
      `${A_COPY} {from:folder} ${CALLED} {name:name}`,
      `${COPY} {from:file} ${CALLED} {name:name}`,
      `${COPY} {from:folder} ${CALLED} {name:name}`,
    ],
    ({ from, name }) => called(from, inFolder(parent(from) || '/', name)),
  ),
  // Which file it is only looking tells, and its copy could not be named afterwards.
  phrase(
    'copy under a name',
    [`${COPY} {files:files} (in|into|to|on|onto) {to:into} ${AND_RENAMED} {name:newname}`],
    ({ files, to, name }) => {
      if (!isOnlyOne(files)) return null;
      const [, ending = ''] = /^\*(\.[\p{L}\p{N}]+)$/u.exec(files.glob) ?? [];
      const whole = hasEnding(name) ? name : `${name}${ending}`;
      return hasEnding(whole)
        ? [ask('files.copy-as', { from: files, path: inFolder(to, whole) })]
        : trouble(`Say the name with its ending: ${name}.jpg, say.`);
    },
  ),
  // A name with an ending is no folder, and nothing says another one than its own.
  phrase('copy under a name', ['copy {from:file} to {name:name}'], ({ from, name }) =>
    hasEnding(name) ? called(from, inFolder(parent(from) || '/', name)) : null,
  ),
  phrase(
    'copy under a name',
    [
      `${A_COPY} {from:file} (called|named|as|at) {path:newfile}`,
      `${COPY} {from:file} (as|under the name) {path:newfile}`,
      'duplicate {from:file} (to|into) {path:newfile}',
    ],
    ({ from, path }) => called(from, path),
  ),
].flat();

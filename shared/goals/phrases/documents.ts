import type { Intent } from '../intent.ts';
import { ask, phrase, type Ask } from '../phrase.ts';

const SAVE = '(save|store)';
const THIS = '(it|that|the document|the file|the text|the note|the letter|my document)';

/** Whether the last part works something out: a calculator is no document, but what it shows can be kept. */
const isSum = (before: readonly Intent[]): boolean => before.at(-1)?.skill === 'element.press-all';

const result = (path: string): Ask => ask('files.write', { path, text: { $: 'it' } });

export const documents = [
  phrase('save as', [`${SAVE} [${THIS}] (as|to|in|into|under|at) {path:newfile}`], ({ path }, { before }) => [
    isSum(before) ? result(path) : ask('document.save-as', { window: { $: 'it' }, path }),
  ]),
  phrase(
    'write the result',
    ['(write|save|store|put) (it|that|the result|the sum|the answer) (to|in|into|as) [the file|a file] {path:newfile}'],
    ({ path }, { before }) => (isSum(before) ? [result(path)] : null),
  ),
  phrase(
    'save as',
    [`${SAVE} [the document|the file|the text] [in|of|from] {window:window} (as|to|under) {path:newfile}`],
    ({ window, path }) => [ask('document.save-as', { window, path })],
  ),
  phrase('save', [`${SAVE} [${THIS}]`], () => [ask('document.save', { window: { $: 'it' } })]),
  phrase('save', [`${SAVE} [the document|the file|the text] (in|of) {window:window}`], ({ window }) => [
    ask('document.save', { window }),
  ]),
].flat();

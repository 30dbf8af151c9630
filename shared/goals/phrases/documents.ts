import { ask, phrase } from '../phrase.ts';

const SAVE = '(save|store)';
const THIS = '(it|that|the document|the file|the text|the note|the letter|my document)';

export const documents = [
  phrase('save as', [`${SAVE} [${THIS}] (as|to|in|into|under|at) {path:newfile}`], ({ path }) => [
    ask('document.save-as', { window: { $: 'it' }, path }),
  ]),
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

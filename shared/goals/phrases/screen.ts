import { ask, phrase } from '../phrase.ts';

const TAKE = '((take|make|capture|get) a (screenshot|screen shot|picture|snapshot)|screenshot)';
const SCREEN = '[of the screen|of the whole screen|of the desktop|of my screen]';
const AS = '[,] [and] [save it|store it|save that] (as|to|in|into|under)';

/** The day, so that pictures lie in their order. */
const today = (now: number): string => {
  const day = new Date(now);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

export const screen = [
  phrase('take a screenshot', [`${TAKE} ${SCREEN}`], () => [ask('screen.capture')]),
  phrase('take a screenshot', [`${TAKE} ${SCREEN} ${AS} {path:newfile}`], ({ path }) => [
    ask('screen.capture', { path }),
  ]),
  phrase(
    'take a screenshot',
    [`${TAKE} ${SCREEN} [,] [and] [save|store|put] [it|that] (in|into|on|onto|to) {folder:folder}`],
    ({ folder }, { context }) => [
      ask('screen.capture', { path: { $: 'new-file', path: `${folder}/Screenshot ${today(context.now)}.png` } }),
    ],
  ),
  phrase('take a screenshot', [`${TAKE} of {window:window}`], ({ window }) => [ask('screen.capture', { window })]),
  phrase('take a screenshot', [`${TAKE} of {window:window} ${AS} {path:newfile}`], ({ window, path }) => [
    ask('screen.capture', { path, window }),
  ]),
  phrase(
    'find on the screen',
    [
      '(find|look for|search for) [the text|the word|the words] {text:text} on [the|my] screen',
      'where is {text:text} on the screen',
    ],
    ({ text }) => [ask('screen.find-text', { text })],
  ),
  phrase(
    'find on the screen',
    ['(find|look for|search for) [the text|the word|the words] {text:text} in {window:window}'],
    ({ text, window }) => [ask('screen.find-text', { text, window })],
  ),
].flat();

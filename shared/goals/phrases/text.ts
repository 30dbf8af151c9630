import { hasWindow } from '../antecedent.ts';
import type { Doubt } from '../doubt.ts';
import { trouble } from '../doubt.ts';
import type { Described, GoalContext } from '../intent.ts';
import { ask, phrase, type Built } from '../phrase.ts';

const WRITE = '(write|type|enter|put|add|insert)';
const WORDS = '[the text|the words|the word|the line|the sentence|a paragraph|the paragraph|the following]';

/** A line break that reaches a terminal runs what stands before it. */
const writing = (window: Described, text: string): Built =>
  window.$ === 'app' && window.app.generic.some((word) => word.startsWith('terminal')) && /[\r\n]/u.test(text)
    ? trouble('I don’t put line breaks into a terminal: that would run what stands before them.')
    : [ask('text.write', { window, text })];

const FRONT = 'active-window';

/** Where to write when nothing says so: an editor, or whatever is in front. */
const whereToWrite = ({ apps }: GoalContext): Doubt => ({
  kind: 'question',
  subject: 'write-in',
  ask: 'Where should it be written?',
  candidates: [
    ...apps
      .filter((app) => app.generic.includes('text editor') || app.generic.includes('word processor'))
      .map((app) => ({ id: app.id, label: app.name })),
    { id: FRONT, label: 'The window in front' },
  ],
});

const writingSomewhere = (text: string, context: GoalContext): Built => {
  const chosen = context.answers['write-in'];
  if (chosen === FRONT) return writing({ $: 'active-window' }, text);
  const app = context.apps.find((a) => a.id === chosen);
  return app ? writing({ $: 'app', app }, text) : whereToWrite(context);
};

export const text = [
  phrase(
    'write',
    [
      `${WRITE} ${WORDS} [:] {text:text} (in|into|to|on|with|using) {window:target}`,
      `(in|into) {window:target} [,] (write|type|enter|put|add|insert) ${WORDS} [:] {text:text}`,
    ],
    ({ text: words, window }) => writing(window, words),
  ),
  phrase(
    'write',
    [`(write|type|enter|add|insert) ${WORDS} [:] {text:text} [here]`],
    ({ text: words }, { context, before }) =>
      hasWindow(before) ? writing({ $: 'it' }, words) : writingSomewhere(words, context),
  ),
  // To type is to put in what was said; to write can mean to think of something first.
  phrase('type', ['(type|enter) {text:words}'], ({ text: words }, { before }) =>
    hasWindow(before) ? writing({ $: 'it' }, words) : null,
  ),
  phrase(
    'replace',
    [
      '(replace|change) [all|every|each] [the word|the text] {find:text} (with|by|to|into) {put:anytext} in [the text of|the text in] {window:window}',
    ],
    ({ find, put, window }) => [ask('text.replace', { window, find, with: put })],
  ),
  phrase(
    'replace',
    ['(in|into) {window:window} [,] (replace|change) [all|every|each] {find:text} (with|by|to) {put:anytext}'],
    ({ find, put, window }) => [ask('text.replace', { window, find, with: put })],
  ),
  phrase(
    'replace',
    ['(replace|change) [all|every|each] [the word|the text] {find:text} (with|by) {put:anytext}'],
    ({ find, put }, { before }) =>
      hasWindow(before)
        ? [ask('text.replace', { window: { $: 'it' }, find, with: put })]
        : trouble('Say in which window the text is to be replaced.'),
  ),
  phrase(
    'read',
    ['(read|show|show me|get) [me] [all] the (text|content|contents) (in|of|from) {window:window}'],
    ({ window }) => [ask('text.read', { window })],
  ),
  phrase('read', ["(what is|what's) [written] in {window:window}"], ({ window }) =>
    window.$ === 'it' ? null : [ask('text.read', { window })],
  ),
  phrase('read', ['(read|show|get) its text'], () => [ask('text.read', { window: { $: 'it' } })]),
  phrase(
    'copy',
    [
      'copy [all] the (text|content|contents) (in|of|from) {from:window} (to|into|and paste it into|and paste it in) {to:target}',
    ],
    ({ from, to }) => [ask('text.copy', { window: from }), ask('text.paste', { window: to, text: { $: 'it' } })],
  ),
  phrase(
    'copy',
    ['copy [all] the (text|content|contents) (in|of|from) {window:window} [to the clipboard]'],
    ({ window }) => [ask('text.copy', { window })],
  ),
  phrase('copy', ['copy its text [to the clipboard]'], () => [ask('text.copy', { window: { $: 'it' } })]),
  phrase('paste', ['paste (it|that|them|the text) (in|into|to) {window:target}'], ({ window }) => [
    ask('text.paste', { window, text: { $: 'it' } }),
  ]),
  phrase(
    'paste',
    ['paste [the clipboard|the contents of the clipboard|what is on the clipboard] (in|into|to) {window:target}'],
    ({ window }) => [ask('text.paste', { window })],
  ),
].flat();

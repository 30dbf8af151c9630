import { ask, phrase } from '../phrase.ts';
import { hasEnding, inFolder, isPath } from '../slots/path.ts';

const it = { $: 'it' } as const;
const TEXT_OF = '[all|the|all the] [text|contents|content] [of|in|from]';
const COPIED = '(what i copied|what i have copied|what i just copied|the text i copied|the copied text)';
const CLIPBOARD = `([the text on|the text in|the contents of|what is on|what is in] [the|my] clipboard|${COPIED})`;

export const clipboard = [
  phrase(
    'copy to [the|my] clipboard',
    ['(copy|put|write|place) [the text] {text:text} (to|on|onto|into|in) [the|my] clipboard'],
    ({ text }) => [ask('clipboard.write', { text })],
  ),
  // A path or a name in quotation marks is a file's.
  phrase('copy to [the|my] clipboard', ['copy {text:text}'], ({ text }) =>
    isPath(text) || hasEnding(text) ? null : [ask('clipboard.write', { text })],
  ),
  phrase(
    'copy to [the|my] clipboard',
    [
      '(copy|put|place) (it|that|its text|its contents|that text|the text|the contents|the result) (to|on|onto|into|in) [the|my] clipboard',
    ],
    () => [ask('clipboard.write', { text: it })],
  ),
  phrase(
    'copy to [the|my] clipboard',
    [`(copy|put|place) ${TEXT_OF} {path:file} (to|on|onto|into|in) [the|my] clipboard`],
    ({ path }) => [ask('files.read', { path }), ask('clipboard.write', { text: it })],
  ),
  phrase(
    'save [the|my] clipboard',
    [`(save|write|store|put) ${CLIPBOARD} (as|to|into|in) {path:newfile}`],
    ({ path }) => [ask('clipboard.read'), ask('files.write', { path, text: it })],
  ),
  phrase(
    'save [the|my] clipboard',
    [`(save|write|store|put|paste) ${CLIPBOARD} (as|to|into|in) a [new] note`],
    (_, { context }) => [
      ask('clipboard.read'),
      ask('files.write', { path: { $: 'new-file', path: inFolder(context.home, 'Documents/Note.txt') }, text: it }),
    ],
  ),
  phrase(
    'add [the|my] clipboard',
    [`(paste|add|append) ${CLIPBOARD} (into|to|onto|in|at) [the end of|the bottom of] {path:grownfile}`],
    ({ path }) => [ask('clipboard.read'), ask('files.append', { path, text: it })],
  ),
  phrase(
    'clear [the|my] clipboard',
    ['(clear|empty|wipe|erase|clean|clean out|clear out) [the contents of|what is on|what is in] [the|my] clipboard'],
    () => [ask('clipboard.clear')],
  ),
  phrase(
    'read [the|my] clipboard',
    [
      '(read|show|show me) [me] [the text on|the text in|the contents of|what is on|what is in] (the|my) clipboard',
      "(what is|what's) (on|in) (the|my) clipboard",
    ],
    () => [ask('clipboard.read')],
  ),
].flat();

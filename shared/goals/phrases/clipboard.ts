import { ask, phrase } from '../phrase.ts';

export const clipboard = [
  phrase(
    'copy to the clipboard',
    ['(copy|put|write|place) [the text] {text:text} (to|on|onto|into|in) the clipboard'],
    ({ text }) => [ask('clipboard.write', { text })],
  ),
  phrase(
    'read the clipboard',
    [
      '(read|show|show me) [me] [the text on|the text in|the contents of|what is on|what is in] the clipboard',
      "(what is|what's) (on|in) the clipboard",
    ],
    () => [ask('clipboard.read')],
  ),
].flat();

import { hasWindow } from '../antecedent.ts';
import { trouble } from '../doubt.ts';
import { ask, phrase } from '../phrase.ts';
import { hasEnding, inFolder } from '../slots/path.ts';

export const waits = [
  phrase(
    'wait for a window',
    [
      'wait (for|until) (the|a) (window|dialog) [called|named|titled] {title:text} [to appear|to open|appears|opens|is open|is there]',
      'wait (for|until) (the|a) {title:text} (window|dialog) [to appear|to open|appears|opens|is open|is there]',
    ],
    ({ title }) => [ask('wait.window', { title })],
  ),
  phrase(
    'wait for text',
    [
      'wait (for|until) [the text] {text:text} [to appear|appears|shows|is shown] in {window:window}',
      'wait until {window:window} (shows|says|reads|contains) [the text] {text:text}',
    ],
    ({ text, window }) => [ask('wait.text', { window, text })],
  ),
  phrase(
    'wait for text',
    ['wait (for|until) [the text] {text:text} [to appear|appears|shows|is shown]'],
    ({ text }, { before }) =>
      hasWindow(before)
        ? [ask('wait.text', { window: { $: 'it' }, text })]
        : trouble('Say in which window the text is to appear.'),
  ),
  phrase('wait for an element', ['wait (for|until) (it|the window) has {label:label}'], ({ label }) => [
    ask('wait.element', { window: { $: 'it' }, ...label }),
  ]),
  phrase(
    'wait for a file',
    [
      'wait (for|until) {path:coming} [to appear|to exist|exists|appears|turns up|shows up|comes in|is there|is here|is done|is finished|arrives|has arrived|is downloaded|has been downloaded|is complete|is ready]',
    ],
    ({ path }) => [ask('wait.file', { path })],
  ),
  phrase(
    'wait for a file',
    [
      'wait (for|until) {name:name} (is|appears|arrives|shows up|turns up|comes in|lands|has arrived|to appear|to arrive) in {folder:folder}',
    ],
    ({ name, folder }) => (hasEnding(name) ? [ask('wait.file', { path: inFolder(folder, name) })] : null),
  ),
].flat();

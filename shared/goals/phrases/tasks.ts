import { trouble } from '../doubt.ts';
import { isDescribed, type Described, type GoalContext } from '../intent.ts';
import { ask, phrase, type Built } from '../phrase.ts';
import { applicationFor } from '../slots/application.ts';
import { isWithin, shown } from '../slots/path.ts';
import type { FileSet } from '../slots/file-set.ts';
import type { Application } from '../../ports/applications.ts';

const TIDY = '(tidy|tidy up|clean up|sort|organise|organize)';

const setOf = ({ folder, glob, recursive }: FileSet): Described => ({ $: 'files', folder, glob, recursive });

/** An application as a value: nothing is opened for having been named. */
const plain = ({ id, name, windowClass, command }: Application) => ({ id, name, windowClass, command: [...command] });

const desk = (left: Application, right: Application): Built =>
  left.id === right.id
    ? trouble('Name two different applications for the desk.')
    : [ask('task.desk', { left: plain(left), right: plain(right) })];

/** For writing, what most people have beside each other. */
const usualDesk = (context: GoalContext): Built => {
  const [left, right] = ['text editor', 'browser'].map((word) => applicationFor(word, context));
  if (!left || !right) return trouble('Say which application goes left and which goes right.');
  return left.doubt ?? right.doubt ?? desk(left.app, right.app);
};

const PURPOSE = '[for writing|for work|for working|for reading|for research]';

export const tasks = [
  phrase(
    'back up',
    [
      '(back up|backup|make a backup of|save a backup of) {what:file} (to|into|in) {to:into}',
      '(back up|backup|make a backup of|save a backup of) {what:folder} (to|into|in) {to:into}',
    ],
    ({ what, to }, { context }) =>
      isWithin(to, what)
        ? trouble(
            'A backup that lies in what it is of would go with it. Name another place.',
            `back up ${shown(what, context.home)} to ${what === `${context.home}/Backups` ? '~/Documents' : '~/Backups'}`,
          )
        : [ask('task.back-up', { what, to })],
  ),
  phrase(
    'back up',
    [
      '(back up|backup|make a backup of|save a backup of) {what:named}',
      '(back up|backup|make a backup of|save a backup of) {what:folder}',
    ],
    ({ what }, { context }) =>
      trouble(
        'Say where the backup goes.',
        `back up ${shown(what, context.home)} to ~/Backup`,
        `zip ${shown(what, context.home)}`,
      ),
  ),
  phrase(
    'tidy',
    [
      `${TIDY} {folder:folder} [by kind|by type]`,
      `${TIDY} [all] [the] files (in|of) {folder:folder} [by kind|by type|into folders]`,
    ],
    ({ folder }, { context }) =>
      folder === context.home || folder === '/'
        ? trouble('I tidy one folder in your home, not all of it.')
        : [ask('task.tidy', { folder })],
  ),
  phrase(
    'file',
    ['file [away] {files:files} (into|to|in|under) {to:into} [as last month|like last month|as in the last month]'],
    ({ files, to }) => [ask('task.file-away', { files, to })],
  ),
  phrase(
    'collect',
    [
      '(collect|gather|merge|combine|join) {files:files} (into|in|to|as) [one|a single|the] [text] [file] [called|named] {path:newfile}',
    ],
    ({ files, path }) => [ask(isDescribed(files) ? 'task.collect' : 'files.join', { files, path })],
  ),
  phrase('unpack', ['(unzip|extract|unpack|uncompress) {set:set}'], ({ set }) =>
    /\.zip$/iu.test(set.glob) ? [ask('task.unpack', { files: setOf(set) })] : trouble('I unpack zip archives only.'),
  ),
  phrase(
    'start a project',
    ['(start|begin|create|make|set up) [a|the] [new] project [called|named|in] {folder:newfolder}'],
    ({ folder }) => [ask('task.start-project', { folder })],
  ),
  phrase(
    'set up the desk',
    [`(set up|arrange|prepare) [my|the|a] desk ${PURPOSE} [:|with|,] {a:app} {p:area} [,] [and] {b:app} {q:area}`],
    ({ a, p, b, q }) =>
      p === 'left' && q === 'right'
        ? desk(a, b)
        : p === 'right' && q === 'left'
          ? desk(b, a)
          : trouble('A desk has a left and a right side.'),
  ),
  phrase('set up the desk', [`(set up|arrange|prepare) [my|the|a] desk for writing`], (_, { context }) =>
    usualDesk(context),
  ),
].flat();

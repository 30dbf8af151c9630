import { ask, phrase, type Built } from '../phrase.ts';

const told = (path: string): Built => [ask('files.there', { path })];

const EXIST = '(exist|exists|still exist)';
const THERE = '(there|still there)';
const CHANGED = '(changed|modified|edited|saved|updated|created|written)';
const CHANGE = '(change|modify|edit|save|update|work on|write to)';
const SPACE = '(space|room|disk space|storage|free space|space on the disk)';
const LEFT = '(left|free|available|remaining)';
const DISK = '(on|in) (the|my|this) (disk|drive|hard disk|hard drive|computer|machine|pc|laptop|ssd)';

/** What there is to know of a file without reading it, and of the disk. */
export const lookingUp = [
  phrase(
    'look whether it is there',
    [
      `does {path:written} ${EXIST}`,
      `does {path:possible} ${EXIST}`,
      `(is|are) {path:written} ${THERE}`,
      `(is|are) {path:possible} ${THERE}`,
      'do i [still] have {path:possible}',
      'is there a file {path:written}',
      'check (if|whether) {path:written} (exists|is there|is still there)',
      'check (if|whether) {path:possible} (exists|is there|is still there)',
    ],
    ({ path }) => told(path),
  ),
  phrase(
    'look how old it is',
    [
      'how old is {path:file}',
      'how old is {path:list}',
      'how old is {path:folder}',
      `when (was|were) {path:file} [last] ${CHANGED}`,
      `when (was|were) {path:list} [last] ${CHANGED}`,
      `when (was|were) {path:folder} [last] ${CHANGED}`,
      `when did i [last] ${CHANGE} {path:file}`,
      `when did i [last] ${CHANGE} {path:list}`,
      `when did i [last] ${CHANGE} {path:folder}`,
      '(what is|tell me|show me|how recent is) (the age|the date) of {path:file}',
    ],
    ({ path }) => told(path),
  ),
  phrase('look how old it is', ['how old is (it|that|that file|the file)'], () => [
    ask('files.there', { path: { $: 'it' } }),
  ]),
  phrase(
    'look how much room there is',
    [
      `how much [free] ${SPACE} (is|is there|do i have|have i got) [${LEFT}] [${DISK}]`,
      `how much [free] ${SPACE} (is|is there|do i have|have i got) ${DISK} [${LEFT}]`,
      `how much ${LEFT} ${SPACE} (is|is there|do i have) [${DISK}]`,
      `(is there|do i have|have i got) [enough|any|much] ${SPACE} [${LEFT}] [${DISK}]`,
      'how full is (the|my|this) (disk|drive|hard disk|hard drive|ssd)',
      `(show|show me|tell me|what is|check) (the|my) (free|free disk|disk|available) (space|room) [${DISK}]`,
    ],
    () => [ask('files.room')],
  ),
].flat();

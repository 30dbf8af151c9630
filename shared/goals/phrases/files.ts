import { ask, phrase, type Ask } from '../phrase.ts';
import type { FileSet } from '../slots/file-set.ts';

const CREATE = '(create|make|add)';
const WITH = '[with|containing|that says|with the text|with the content|with the contents|and write]';

const found = ({ folder, glob, recursive }: FileSet): readonly Ask[] => [
  ask('files.find', { folder, glob, recursive }),
];

export const files = [
  phrase(
    'create a folder',
    [`${CREATE} [a|the] [new] (folder|directory) {path:newfolder}`, `new folder {path:newfolder}`],
    ({ path }) => [ask('files.create-folder', { path })],
  ),
  phrase('create a folder', ['(create|make) (it|that folder|the folder)'], () => [
    ask('files.create-folder', { path: { $: 'it' } }),
  ]),
  phrase(
    'create a file',
    [`${CREATE} [a|the] [new] [text] file [called|named] {path:newfile} ${WITH} {text:text}`],
    ({ path, text }) => [ask('files.write', { path, text })],
  ),
  phrase('create a file', [`${CREATE} (a|an) [new] [empty] file [called|named] {path:newfile}`], ({ path }) => [
    ask('files.write', { path, text: '' }),
  ]),
  phrase(
    'write a file',
    [
      '(write|put|save|store) [the text] {text:text} (to|into|in|as) [the file|a file|a new file|file] [called|named] {path:newfile}',
    ],
    ({ text, path }) => [ask('files.write', { path, text })],
  ),
  phrase(
    'read',
    ['(read|show|show me|print) [me] [the contents of|the content of|the text of|the text in] {path:file}'],
    ({ path }) => [ask('files.read', { path })],
  ),
  phrase('read', ['(read|show) the file [it]'], () => [ask('files.read', { path: { $: 'it' } })]),
  phrase(
    'find',
    ['(find|list|search for|look for|show|show me) [me] {set:set}', '(which|what) {set:set} are there'],
    ({ set }) => found(set),
  ),
  phrase(
    'list',
    [
      '(list|show|show me) [me] (the contents of|what is in) {folder:folder}',
      "(what is|what's|what files are) in {folder:folder}",
    ],
    ({ folder }) => [ask('files.find', { folder, glob: '*', recursive: false })],
  ),
].flat();

import { all, asks, home, refused, type Asked, type Row } from './expected.ts';

const inOne = (path: string, find: string, put: string): Asked => [
  'files.replace-text',
  { path: home(path), find, with: put },
];
const inMany = (files: ReturnType<typeof all> | readonly string[], find: string, put: string): Asked => [
  'task.replace-text',
  { files: 'length' in files ? files.map(home) : files, find, with: put },
];

export const replacingRows: readonly Row[] = [
  ['replace "a" with "b" in ~/notes.txt', asks(inOne('notes.txt', 'a', 'b'))],
  ['replace all "a b" by "" in Documents/notes.txt', asks(inOne('Documents/notes.txt', 'a b', ''))],
  ['change a to b in ~/notes.txt', asks(inOne('notes.txt', 'a', 'b'))],
  ['change the word colour to color in ~/a.md', asks(inOne('a.md', 'colour', 'color'))],
  ['replace "a" with "b" in all .txt files in ~/Notes', asks(inMany(all('Notes', '*.txt'), 'a', 'b'))],
  ['in all .txt files in ~/Notes, replace "a" with "b"', asks(inMany(all('Notes', '*.txt'), 'a', 'b'))],
  ['replace 2025 with 2026 in all text files in Documents', asks(inMany(all('Documents', '*.txt'), '2025', '2026'))],
  ['replace "a" with "b" in ~/a.txt and ~/b.txt', asks(inMany(['a.txt', 'b.txt'], 'a', 'b'))],
  [
    'create ~/a.txt with "x" and replace "x" with "y" in it',
    asks(
      ['files.write', { path: home('a.txt'), text: 'x' }],
      ['files.replace-text', { path: home('a.txt'), find: 'x', with: 'y' }],
    ),
  ],
];

export const replacingRefused: readonly Row[] = [
  ['change draft.txt to final.txt in ~/Notes', refused('')],
  ['replace Anna Smith with Anna Jones in ~/a.txt', refused('into quotation marks')],
  ['change the date to next Monday in ~/a.txt', refused('into quotation marks')],
];

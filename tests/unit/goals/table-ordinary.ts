import { all, asks, home, it, opened, question, refused, type Row } from './expected.ts';
import { HOME, machine, mousepad, plainFeatherpad } from './machine.ts';

const newFile = (path: string) => ({ $: 'new-file', path: home(path) }) as const;
const wrote = (path: string, text: string) => ['files.write', { path: newFile(path), text }] as const;
const packing = wrote('Documents/packing list.txt', 'socks');
const some = (folder: string, choosing: object, glob = '*') => ({ ...all(folder, glob), ...choosing });
const spared = (sort: string, most = 1) => ({ allBut: { sort, most } });
const toOld = (choosing: object, glob = '*') =>
  asks(['files.move', { files: some('Downloads', choosing, glob), to: home('Old') }]);
const PICTURES = '*.{jpg,jpeg,png,gif,webp,bmp,tif,tiff,svg,heic}';
const from = (year: number, month: number, days = 3) => ({
  after: new Date(year, month, 1).getTime(),
  before: new Date(year, month + days, 1).getTime(),
});
const photos = (choosing: object) =>
  asks(['files.find', { folder: HOME, glob: PICTURES, recursive: true, ...choosing }]);
const inPictures = (choosing: object) =>
  asks(['files.find', { folder: home('Pictures'), glob: PICTURES, recursive: true, ...choosing }]);
const chosenEditor = { ...machine, answers: { 'app:.txt': mousepad.id } };

/** What people ask for on an ordinary day. */
export const ordinaryRows: readonly Row[] = [
  ['make a note called Ideas that says "x"', asks(wrote('Documents/Ideas.txt', 'x'))],
  ['make a note called Ideas', asks(wrote('Documents/Ideas.txt', ''))],
  ['move all files in ~/Downloads except the newest to ~/Old', toOld(spared('newest'))],
  ['move all files in ~/Downloads to ~/Old except the two largest files', toOld(spared('largest', 2))],
  ['move all pdfs in Downloads but the oldest to ~/Old', toOld(spared('oldest'), '*.pdf')],
  [
    'delete all but the 3 newest zips in ~/Downloads',
    asks(['files.trash', { files: some('Downloads', spared('newest', 3), '*.zip') }]),
  ],
  [
    'rename the newest file in ~/Downloads to x.pdf',
    asks([
      'files.rename',
      { renames: { $: 'renames', folder: home('Downloads'), glob: '*', pattern: 'x.pdf', sort: 'newest', most: 1 } },
    ]),
  ],
  [
    'rename the newest file in ~/Downloads to latest and move it to ~/Papers',
    asks(
      [
        'files.rename',
        {
          renames: {
            $: 'renames',
            folder: home('Downloads'),
            glob: '*',
            pattern: 'latest.{ext}',
            sort: 'newest',
            most: 1,
          },
        },
      ],
      ['files.move', { files: it, to: home('Papers') }],
    ),
  ],
  [
    'rename all files older than 3 days in ~/a to x-{n}',
    asks([
      'files.rename',
      {
        renames: {
          $: 'renames',
          folder: home('a'),
          glob: '*',
          pattern: 'x-{n}.{ext}',
          before: machine.now - 3 * 86_400_000,
        },
      },
    ]),
  ],
  [
    'copy the newest jpg in ~/Downloads to ~/Desktop/latest.jpg',
    asks([
      'files.copy-as',
      { from: some('Downloads', { sort: 'newest', most: 1 }, '*.jpg'), path: home('Desktop/latest.jpg') },
    ]),
  ],
  [
    'find the keys and delete it',
    asks(
      ['files.find', { folder: HOME, glob: '*keys*', recursive: true }],
      ['files.trash', { files: { $: 'files', folder: HOME, glob: '*keys*', recursive: true, one: true } }],
    ),
  ],
  [
    'find the keys and delete them',
    asks(
      ['files.find', { folder: HOME, glob: '*keys*', recursive: true }],
      ['files.trash', { files: { $: 'files', folder: HOME, glob: '*keys*', recursive: true } }],
    ),
  ],

  ['find photos from last summer', photos(from(2025, 5))],
  ['find photos of last winter', photos(from(2025, 11))],
  ['show me photos taken this spring', photos(from(2026, 2))],
  ['find photos from the summer of 2023', photos(from(2023, 5))],
  ['find photos from autumn 2024 in Pictures', inPictures(from(2024, 8))],
  ['find photos from this summer in Pictures', inPictures(from(2026, 5))],
  ['find photos from last year in Pictures', inPictures(from(2025, 0, 12))],
];

/** Sentences without quotation marks, which go to the end of the goal. */
export const ordinaryAlone: readonly Row[] = [
  [
    'make a packing list with socks and then copy it to ~/Backup',
    asks(packing, ['files.copy', { files: it, to: home('Backup') }]),
  ],
  [
    'make a packing list with socks and copy it to ~/Backup',
    asks(packing, ['files.copy', { files: it, to: home('Backup') }]),
  ],
  [
    'make a packing list with socks. Then move the list to Desktop',
    asks(packing, ['files.move', { files: it, to: home('Desktop') }]),
  ],
  ['make a packing list with socks, then open it in Mousepad', asks(packing, opened(mousepad, it))],
  [
    'make a packing list with socks and zip it',
    asks(packing, ['files.zip', { files: it, archive: newFile('Documents/packing list.txt.zip') }]),
  ],
  ['make a packing list with socks and open it', asks(packing, opened(mousepad, it)), chosenEditor],
  [
    'make a note buy paint and then move ~/a.txt to ~/Old',
    asks(wrote('Documents/buy paint.txt', 'buy paint'), ['files.move', { files: [home('a.txt')], to: home('Old') }]),
  ],
  [
    'open Mousepad and type Dear Ms Schäfer and save it as ~/Documents/letter.txt',
    asks(
      opened(mousepad),
      ['text.write', { window: it, text: 'Dear Ms Schäfer' }],
      ['document.save-as', { window: it, path: home('Documents/letter.txt') }],
    ),
  ],
  [
    'make a note called "My plans" with the lines paint the fence and buy paint',
    asks(wrote('Documents/My plans.txt', 'paint the fence\nbuy paint')),
  ],
  [
    'note down that the plumber comes on Friday at 9',
    asks(wrote('Documents/the plumber comes on Friday at 9.txt', 'the plumber comes on Friday at 9')),
  ],
  ['note that the plumber comes', asks(wrote('Documents/the plumber comes.txt', 'the plumber comes'))],
];

export const ordinaryUnsure: readonly Row[] = [
  ['make a packing list with socks and open it', question('app:.txt', mousepad.id, plainFeatherpad.id)],
];

const MARKS = 'into quotation marks';

/** What comes near it and is not that. */
export const ordinaryRefused: readonly Row[] = [
  ['make a note find the letter and open it', refused(MARKS)],
  ['make a note find the letter and then open it', refused(MARKS)],
  ['make a note find the letter and open it and copy ~/a.txt to ~/Old', refused(MARKS)],
  ['make a note buy milk and move ~/a.txt to ~/Old', refused(MARKS)],
  ['make a to-do list with wash the car and move it into the garage', refused(MARKS)],
  ['make a to-do list with call Anna and find my keys and delete old mail', refused(MARKS)],
  ['move all files in ~/Downloads except the newest files to ~/Old', refused('I can’t keep to')],
  ['move all files in ~/Downloads except the best to ~/Old', refused('I can’t keep to')],
  ['rename the 3 newest files in ~/Downloads to x', refused('would give all files one name')],
  ['copy the 3 newest files in ~/Downloads to ~/Desktop/x.jpg', refused('Say the folder only')],
  ['find photos from next summer', refused('I don’t understand')],
  ['find photos from summer', refused('I don’t understand')],
];

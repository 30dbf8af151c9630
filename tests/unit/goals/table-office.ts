import { asks, home, it, question, refused, type Asked, type Row } from './expected.ts';
import { HOME, machine, mousepad, NOW } from './machine.ts';

const DAY = 24 * 3_600_000;
const PICTURES = '*.{jpg,jpeg,png,gif,webp,bmp,tif,tiff,svg,heic}';
const thunar = {
  ...mousepad,
  id: 'thunar',
  name: 'Thunar',
  windowClass: 'thunar',
  generic: ['file manager'],
  extensions: [],
};
const managed = { ...machine, apps: [...machine.apps, thunar] };
const shows = (folder: string): Asked => [
  'app.open',
  { app: 'thunar', name: 'Thunar', command: thunar.command, windowClass: 'thunar', folder: home(folder) },
];
const newest = (folder: string, glob: string) =>
  ({ $: 'files', folder: home(folder), glob, recursive: false, sort: 'newest', most: 1 }) as const;
const numbered = (pattern: string): Asked => [
  'files.rename',
  { renames: { $: 'renames', folder: home('Pictures'), glob: '*.jpg', pattern } },
];
const old = (folder: string, glob = '*'): Asked => [
  'files.find',
  { folder: home(folder), glob, recursive: true, before: NOW - 30 * DAY },
];
const milk: Asked = [
  'files.write',
  { path: { $: 'new-file', path: home('Documents/buy milk.txt') }, text: 'buy milk' },
];
const milkAndMore = 'buy milk and move ~/a.txt to ~/Old';
const answered = (id: string) => ({ ...machine, answers: { 'words-end:buy milk': id } });

/** As a day at a desk goes. */
export const officeRows: readonly Row[] = [
  [
    'copy the newest jpg in ~/Pictures to ~/Desktop and rename it to x.jpg',
    asks(['files.copy-as', { from: newest('Pictures', '*.jpg'), path: home('Desktop/x.jpg') }]),
  ],
  // One kind is known by its ending.
  [
    'copy the newest pdf in ~/Downloads to ~/Desktop, then call it bill',
    asks(['files.copy-as', { from: newest('Downloads', '*.pdf'), path: home('Desktop/bill.pdf') }]),
  ],
  [
    'move the newest photo in ~/Pictures to ~/Desktop and rename it to x',
    asks(
      [
        'files.rename',
        {
          renames: {
            $: 'renames',
            folder: home('Pictures'),
            glob: PICTURES,
            pattern: 'x.{ext}',
            sort: 'newest',
            most: 1,
          },
        },
      ],
      ['files.move', { files: it, to: home('Desktop') }],
    ),
  ],
  ['unzip ~/a.zip and open it', asks(['files.unzip', { archive: home('a.zip'), to: home('a') }], shows('a')), managed],
  [
    'unzip ~/a.zip to ~/Stuff and open the folder',
    asks(['files.unzip', { archive: home('a.zip'), to: home('Stuff') }], shows('Stuff')),
    managed,
  ],
  ['create a folder ~/New and open it', asks(['files.create-folder', { path: home('New') }], shows('New')), managed],
  ['how many files older than 30 days are in ~/Downloads', asks(old('Downloads'))],
  ['how many files in ~/Downloads are older than 30 days', asks(old('Downloads'))],
  ['how many pdfs older than 30 days do i have in ~/Downloads', asks(old('Downloads', '*.pdf'))],
  ['rename the jpg files in ~/Pictures to trip 01, trip 02', asks(numbered('trip {n:2}.{ext}'))],
  ['rename the jpg files in ~/Pictures to trip 1, trip 2 and so on', asks(numbered('trip {n}.{ext}'))],
  [
    'rename the jpg files in ~/Pictures to my trip 001, my trip 002, my trip 003, etc.',
    asks(numbered('my trip {n:3}.{ext}')),
  ],
  // “It” is where it went, also where what was moved was “it” already.
  [
    'move ~/a.pdf to ~/B and copy it to ~/C and rename it to c.pdf',
    asks(
      ['files.move', { files: [home('a.pdf')], to: home('B') }],
      ['files.copy', { files: it, to: home('C') }],
      ['files.rename', { renames: [{ from: home('C/a.pdf'), to: home('C/c.pdf') }] }],
    ),
  ],
  [
    'copy ~/a.pdf to ~/B and call the copy b.pdf',
    asks(['files.copy-as', { from: home('a.pdf'), path: home('B/b.pdf') }]),
  ],
  [
    'Hi Sonny! Could you please put the newest PDF from Downloads on my Desktop? Thanks.',
    asks(['files.move', { files: newest('Downloads', '*.pdf'), to: home('Desktop') }]),
  ],
  [
    'move ~/a.pdf to ~/B, and afterwards tell me how many are in there',
    asks(['files.move', { files: [home('a.pdf')], to: home('B') }], ['files.measure', { path: home('B') }]),
  ],
  [
    'move ~/a.pdf to ~/B, and then tell me how many pdfs are in there now',
    asks(
      ['files.move', { files: [home('a.pdf')], to: home('B') }],
      ['files.measure', { path: home('B'), glob: '*.pdf' }],
    ),
  ],
  ['where did I save slides.pptx?', asks(['files.find', { folder: HOME, glob: 'slides.pptx', recursive: true }])],
  ['which of my documents mention "hello"?', asks(['files.search', { within: HOME, text: 'hello' }])],
  [
    'add "eggs" and "bread" to ~/shopping.txt',
    asks(['files.append', { path: home('shopping.txt'), text: 'eggs\nbread' }]),
  ],
  [
    'move everything from Downloads to ~/B except the exe and the zip',
    asks([
      'files.move',
      {
        files: { $: 'files', folder: home('Downloads'), glob: '*', recursive: false, except: ['*.exe', '*.zip'] },
        to: home('B'),
      },
    ]),
  ],
  [
    'delete all files in Downloads older than 30 days, but not the zips',
    asks([
      'files.trash',
      {
        files: {
          $: 'files',
          folder: home('Downloads'),
          glob: '*',
          recursive: false,
          before: NOW - 30 * DAY,
          except: ['*.zip'],
        },
      },
    ]),
  ],
  [
    'copy ~/a.pdf to ~/B and then zip that folder',
    asks(
      ['files.copy', { files: [home('a.pdf')], to: home('B') }],
      ['files.zip', { files: [home('B')], archive: home('B.zip') }],
    ),
  ],
  [`note ${milkAndMore}`, asks(milk, ['files.move', { files: [home('a.txt')], to: home('Old') }]), answered('done')],
  [
    `note ${milkAndMore}`,
    asks([
      'files.write',
      { path: { $: 'new-file', path: home('Documents/buy milk and move ~ a.txt to ~ Old.txt') }, text: milkAndMore },
    ]),
    answered('text'),
  ],
];

export const officeUnsure: readonly Row[] = [
  [`note ${milkAndMore}`, question('words-end:buy milk', 'done', 'text')],
  [`make a note ${milkAndMore}`, question('words-end:buy milk', 'done', 'text')],
];

export const officeRefused: readonly Row[] = [
  // Of what kind the newest one is, nobody knows yet.
  [
    'copy the newest photo in ~/Pictures to ~/Desktop and rename it to holiday',
    refused('Say the name with its ending'),
  ],
  ['copy the newest 3 photos in ~/Pictures to ~/Desktop and rename it to x.jpg', refused('Name the file')],
  ['tell me how many are in there', refused('I don’t understand')],
  ['zip that folder', refused('I don’t understand')],
  ['delete all files in Downloads older than 30 days, but not the blue ones', refused('I can’t keep to')],
  ['tell me when it is done', refused('I don’t understand')],
  // What does not count on from one is no series.
  ['rename the jpg files in ~/Pictures to trip 01, trip 03', refused('I don’t understand')],
  ['rename the jpg files in ~/Pictures to trip 02, trip 03', refused('I don’t understand')],
  ['rename the jpg files in ~/Pictures to trip 01, tour 02', refused('I don’t understand')],
  ['rename the jpg files in ~/Pictures to trip 01, trip 02, trip 04', refused('I don’t understand')],
  ['rename the jpg files in ~/Pictures to trip 01', refused('Something is missing')],
];

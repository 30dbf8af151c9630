import { all, asks, home, inApp, it, opened, question, refused, type Row } from './expected.ts';
import { galculator, HOME, machine, mousepad, plainFeatherpad } from './machine.ts';

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
  [
    'find photos from December 2027',
    photos({ after: new Date(2027, 11, 1).getTime(), before: new Date(2028, 0, 1).getTime() }),
  ],
  ['find photos from this summer in Pictures', inPictures(from(2026, 5))],
  ['find photos from last year in Pictures', inPictures(from(2025, 0, 12))],
];

const there = (path: string) => asks(['files.there', { path: home(path) }]);
const room = asks(['files.room', {}]);
const keysOf = (...names: readonly string[]) => ({ window: inApp(galculator), names });
const series = (pattern: string) =>
  asks([
    'files.rename',
    { renames: { $: 'renames', folder: home('Photos'), glob: '*.jpg', pattern: `${pattern}.{ext}` } },
  ]);

/** What is asked of a file and of the disk, and what has a skill in other words. */
export const askedRows: readonly Row[] = [
  ['does ~/a.txt exist', there('a.txt')],
  ['is ~/Documents/a.txt still there?', there('Documents/a.txt')],
  ['check whether ~/a.txt exists', there('a.txt')],
  ['how old is ~/a.txt', there('a.txt')],
  ['how old is ~/Downloads', there('Downloads')],
  ['when did I last change ~/a.txt', there('a.txt')],
  ['when was ~/a.txt last modified?', there('a.txt')],
  ['how much space is left on the disk', room],
  ['how much free space do I have', room],
  ['how much disk space is free?', room],
  ['how full is my hard drive', room],
  ['is there enough room left on my computer', room],

  ['save what I copied as ~/a.txt', asks(['clipboard.read', {}], ['files.write', { path: home('a.txt'), text: it }])],
  [
    'paste the clipboard at the end of ~/a.txt',
    asks(['clipboard.read', {}], ['files.append', { path: home('a.txt'), text: it }]),
  ],
  [
    'copy the result of 2 * 3 to the clipboard',
    asks(['element.press-all', { ...keysOf('2', '*', '3', '='), expect: '6' }], ['clipboard.write', { text: it }]),
  ],
  ['how much is 80 euros minus 15%', asks(['element.press-all', { ...keysOf(...'80-80*15/100='), expect: '68' }])],
  ["what's 20% off 80", asks(['element.press-all', { ...keysOf(...'80-80*20/100='), expect: '64' }])],
  ['wait until a.pdf turns up in Downloads', asks(['wait.file', { path: home('Downloads/a.pdf') }])],
  [
    'create a folder called Rechnungen für März in Documents',
    asks(['files.create-folder', { path: home('Documents/Rechnungen für März') }]),
  ],
  [
    'create a folder called photos of Anna in Pictures',
    asks(['files.create-folder', { path: home('Pictures/photos of Anna') }]),
  ],
  ['rename all jpgs in ~/Photos to trip-1, trip-2 and so on', series('trip-{n}')],
  ['rename all jpgs in ~/Photos to trip-01, trip-02, trip-03 etc', series('trip-{n:2}')],
  ['how many photos do I have from 2025', photos(from(2025, 0, 12))],
  ['how many photos from last summer are there', photos(from(2025, 5))],
];

/** Nothing may come after them. */
const whenThere = asks(['if', { path: home('a.txt') }], ['files.move', { files: [home('a.txt')], to: home('Old') }]);

export const otherwiseRows: readonly Row[] = [
  ['if ~/a.txt exists, move ~/a.txt to ~/Old, otherwise tell me', whenThere],
  ['if ~/a.txt exists move ~/a.txt to ~/Old else do nothing', whenThere],
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
  ['note to self: ring the dentist', asks(wrote('Documents/ring the dentist.txt', 'ring the dentist'))],
  ['make a note buy stamps and let me know when it is done', asks(wrote('Documents/buy stamps.txt', 'buy stamps'))],
  ['make a note tell me when it rains', asks(wrote('Documents/tell me when it rains.txt', 'tell me when it rains'))],
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
  ['make a to-do list with wash the car and move it into the garage', refused(MARKS)],
  ['make a to-do list with call Anna and find my keys and delete old mail', refused(MARKS)],
  ['move all files in ~/Downloads except the newest files to ~/Old', refused('I can’t keep to')],
  ['move all files in ~/Downloads except the best to ~/Old', refused('I can’t keep to')],
  ['rename the 3 newest files in ~/Downloads to x', refused('would give all files one name')],
  ['copy the 3 newest files in ~/Downloads to ~/Desktop/x.jpg', refused('Say the folder only')],
  ['does it exist', refused('That is a question')],
  ['how old is my cat', refused('That is a question')],
  ['how much space is left on the usb stick', refused('where your home folder is')],
  ['how much money is left', refused('That is a question')],
  ['move ~/a.txt to ~/Old, otherwise tell me', refused('Otherwise')],
  ['create a folder called Tax with subfolders', refused('I don’t understand')],
  ['create a folder called Notes for the invoices', refused('I don’t understand')],
  ['rename all jpgs in ~/Photos to trip-1, trip-3 and so on', refused('I don’t understand')],
  ['rename all jpgs in ~/Photos to trip-1, other-2 and so on', refused('I don’t understand')],
  ['empty the Downloads folder', refused('Say what in it is to go to the trash')],
  ['make a backup of ~/a.txt', refused('Say where the backup goes')],
  ['sort my photos by year', refused('by their kind')],
  ['delete empty folders in Downloads', refused('Which folders are empty')],
  ['read me the first five lines of ~/a.txt', refused('reads a file as a whole')],
  ['find photos from next summer', refused('I don’t understand')],
  ['find photos from summer', refused('I don’t understand')],
];

import { all, asks, home, HOME_PLACES, question, refused, windowOf, type Row } from './expected.ts';
import { machine, mousepad } from './machine.ts';

const renamed = (folder: string, glob: string, pattern: string) =>
  asks(['files.rename', { renames: { $: 'renames', folder: home(folder), glob, pattern } }]);
const zipped = (folder: string, archive: string) =>
  asks(['files.zip', { files: [home(folder)], archive: home(archive) }]);

/** What an office worker, a parent at home and a power user type. */
export const peopleRows: readonly Row[] = [
  ['rename *.jpeg to *.jpg in ~/Pictures', renamed('Pictures', '*.jpeg', '{name}.jpg')],
  ['rename all .jpeg files in ~/Pictures to .jpg', renamed('Pictures', '*.jpeg', '{name}.jpg')],
  ['zip ~/Notes to ~/Backups', zipped('Notes', 'Backups/Notes.zip')],
  ['zip ~/Notes into ~/Backups/n.zip', zipped('Notes', 'Backups/n.zip')],
  ['zip ~/Notes as ~/notes', zipped('Notes', 'notes.zip')],
  ['zip ~/Notes into an archive called ~/notes', zipped('Notes', 'notes.zip')],
  [
    'what is on the desktop?',
    asks(['files.find', { folder: home('Desktop'), glob: '*', recursive: false, folders: true }]),
  ],
  ["what's in Mousepad", asks(['text.read', { window: windowOf(mousepad) }])],
  ['what is today', asks(['clock.read', {}])],
  ['can you tell me what time it is', asks(['clock.read', {}]), machine],
  [
    'move all pics from Downloads to ~/Papers',
    asks([
      'files.move',
      { files: all('Downloads', '*.{jpg,jpeg,png,gif,webp,bmp,tif,tiff,svg,heic}'), to: home('Papers') },
    ]),
  ],
  [
    'move all excel files from Downloads to ~/Papers',
    asks(['files.move', { files: all('Downloads', '*.{xlsx,xls}'), to: home('Papers') }]),
  ],
];

export const peopleUnsure: readonly Row[] = [
  // A pattern means many, and is no name of one.
  ['rename report*.pdf to {n}-{name}', question('folder:report*.pdf', ...HOME_PLACES)],
];

export const peopleRefused: readonly Row[] = [
  ['rename ~/Photos/IMG*.jpg to holiday', refused('would give all files one name')],
  ['read ~/Notes/*.txt', refused('I don’t understand')],
  // What is to be done to a file is no item of a list.
  ['add password protection to ~/a.txt', refused('into quotation marks')],
  ['remove spaces from ~/a.txt', refused('into quotation marks')],
  ['add 5 to 7', refused('I don’t understand')],
  ['create a folder for each month in ~/2026', refused('I don’t understand “for each month')],
  ['add the photos to ~/album.zip', refused('I don’t understand')],
];

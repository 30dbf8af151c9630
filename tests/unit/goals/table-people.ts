import { all, asks, home, HOME_PLACES, inApp, it, opened, question, refused, windowOf, type Row } from './expected.ts';
import { chromium, galculator, HOME, machine, mousepad, NOW } from './machine.ts';

const renamed = (folder: string, glob: string, pattern: string) =>
  asks(['files.rename', { renames: { $: 'renames', folder: home(folder), glob, pattern } }]);
const zipped = (folder: string, archive: string) =>
  asks(['files.zip', { files: [home(folder)], archive: home(archive) }]);

const DAY = 24 * 3_600_000;
const MIDNIGHT = new Date(2026, 5, 15).getTime();
const find = (folder: string, glob: string, more: Readonly<Record<string, number | string>> = {}) =>
  asks(['files.find', { folder, glob, recursive: true, ...more }]);
const seven = ['element.press-all', { window: inApp(galculator), names: [...'3+4='], expect: '7' }] as const;
/** By its name and by what it holds. */
const both = (name: string, text: string, glob?: string) =>
  asks(
    ['files.find', { folder: HOME, glob: name, recursive: true }],
    ['files.search', { within: HOME, text, ...(glob === undefined ? {} : { glob }) }],
  );
const found = (name: string, path: string) => ({ ...machine, answers: { [`place-of-file:${name}`]: home(path) } });

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
  ['I need to know how big ~/Downloads is', asks(['files.measure', { path: home('Downloads') }]), machine],
  [
    'how big are ~/Downloads and ~/Documents',
    asks(['files.measure', { path: home('Downloads') }], ['files.measure', { path: home('Documents') }]),
  ],
  ['open a.html in ~/Web and ~/b.html', asks(opened(chromium, home('Web/a.html')), opened(chromium, home('b.html')))],
  ['open ~/a.pdf and ~/b.pdf', asks(opened(chromium, home('a.pdf')), opened(chromium, home('b.pdf')))],
  ['which apps are running', asks(['window.list', {}])],
  [
    'move ~/a.iso to ~/Images and check its size',
    asks(['files.move', { files: [home('a.iso')], to: home('Images') }], ['files.measure', { path: it }]),
  ],
  ['wait until ~/a.iso is done', asks(['wait.file', { path: home('a.iso') }])],
  [
    'I need a folder called "Q3 Reports" in Documents',
    asks(['files.create-folder', { path: home('Documents/Q3 Reports') }]),
  ],
  [
    'I need a copy of ~/report.pdf on my desktop',
    asks(['files.copy', { files: [home('report.pdf')], to: home('Desktop') }]),
  ],
  ['what is on ~/todo.txt', asks(['files.read', { path: home('todo.txt') }])],
  [
    "what's on my shopping list?",
    asks(['files.read', { path: home('Notes/shopping list.txt') }]),
    found('shopping list', 'Notes/shopping list.txt'),
  ],
  [
    'make a shopping list with milk, eggs and bread',
    asks([
      'files.write',
      { path: { $: 'new-file', path: home('Documents/shopping list.txt') }, text: 'milk\neggs\nbread' },
    ]),
    machine,
  ],
  [
    'create a to-do list: call Anna, pay rent',
    asks([
      'files.write',
      { path: { $: 'new-file', path: home('Documents/to-do list.txt') }, text: 'call Anna\npay rent' },
    ]),
    machine,
  ],
  [
    'create a document called ~/agenda.txt with the items: budget, hiring and office move',
    asks(['files.write', { path: home('agenda.txt'), text: 'budget\nhiring\noffice move' }]),
    machine,
  ],
  [
    'make a note to call Anna',
    asks(['files.write', { path: { $: 'new-file', path: home('Documents/call Anna.txt') }, text: 'call Anna' }]),
    machine,
  ],
  [
    'what is 20 percent of 85 dollars',
    asks(['element.press-all', { window: inApp(galculator), names: [...'85*20/100='], expect: '17' }]),
  ],
  ['copy the contents of ~/A to ~/B', asks(['files.copy', { files: all('A'), to: home('B') }])],
  ['calculate 3 + 4 and save it as ~/a.txt', asks(seven, ['files.write', { path: home('a.txt'), text: it }])],
  ['calculate 3 + 4 and write the result in ~/a.txt', asks(seven, ['files.write', { path: home('a.txt'), text: it }])],
  ['hi, could you please, if possible, open Mousepad', asks(opened(mousepad)), machine],
  ['would it be possible to open Mousepad?', asks(opened(mousepad)), machine],
  [
    'move the PDF in Downloads to ~/P',
    asks(['files.move', { files: all('Downloads', 'a.pdf'), to: home('P') }]),
    { ...machine, answers: { 'one:PDF in ~/Downloads': home('Downloads/a.pdf') } },
  ],
  [
    'move the PDF in Downloads to ~/P',
    asks(['files.move', { files: all('Downloads', '*.pdf'), to: home('P') }]),
    { ...machine, answers: { 'one:PDF in ~/Downloads': `all:${home('Downloads')}` } },
  ],
];

/** Questions, which only look. */
export const questionRows: readonly Row[] = [
  ['which files are bigger than 100 MB?', find(HOME, '*', { larger: 1e8 })],
  ['which files in Downloads are older than 30 days', find(home('Downloads'), '*', { before: NOW - 30 * DAY })],
  ['which files are biggest', find(HOME, '*', { sort: 'largest', most: 10 })],
  ['what are the biggest files in Downloads?', find(home('Downloads'), '*', { sort: 'largest', most: 10 })],
  ["what's the newest PDF in Downloads", find(home('Downloads'), '*.pdf', { sort: 'newest', most: 1 })],
  ['which PDFs are the oldest in Downloads', find(home('Downloads'), '*.pdf', { sort: 'oldest', most: 10 })],
  ['what takes up the most space', find(HOME, '*', { sort: 'largest', most: 10 })],
  ['what is taking up all the space in Downloads', find(home('Downloads'), '*', { sort: 'largest', most: 10 })],
  ['which files did I change today?', find(HOME, '*', { after: MIDNIGHT })],
  ['what did I download yesterday', find(home('Downloads'), '*', { after: MIDNIGHT - DAY, before: MIDNIGHT })],
  ['do I have any files bigger than 1 GB', find(HOME, '*', { larger: 1e9 })],
  ['does ~/a.txt exist?', asks(['files.there', { path: home('a.txt') }])],
  ['does ~/a.txt mention milk', asks(['files.search', { within: home('a.txt'), text: 'milk' }])],
  ['find the PDF in Downloads', find(home('Downloads'), '*.pdf')],
  ['is there a PDF in Downloads', find(home('Downloads'), '*.pdf')],
  ['do I have any PDFs', find(HOME, '*.pdf')],
  ['where did my PDFs go', find(HOME, '*.pdf')],
  ["I can't find my son's homework", find(HOME, '*homework*')],
  ['where is my tax return', find(HOME, '*tax*return*')],
  ['find my tax returns in Documents', find(home('Documents'), '*tax*return*')],
  ['find my vacation PDFs', find(HOME, '*vacation*.pdf')],
  ['could you please find the PDF about taxes', both('*tax*.pdf', 'taxes', '*.pdf')],
  ['find anything about the wedding', both('*wedding*', 'wedding')],
  ['show the 20 largest files under ~ over 50MB', find(HOME, '*', { sort: 'largest', most: 20, larger: 5e7 })],
  [
    'list files in ~/Downloads sorted by size',
    asks(['files.find', { folder: home('Downloads'), glob: '*', recursive: false, sort: 'largest' }]),
  ],
  [
    'show me everything I downloaded yesterday',
    asks([
      'files.find',
      { folder: home('Downloads'), glob: '*', recursive: false, after: MIDNIGHT - DAY, before: MIDNIGHT },
    ]),
  ],
];

export const peopleUnsure: readonly Row[] = [
  // One is meant, and there may be several.
  ['delete the photo in Downloads', question('folder:photo in ~/Downloads', `all:${home('Downloads')}`)],
  ['extract the zip in Downloads', question('folder:zip in ~/Downloads', `all:${home('Downloads')}`)],
  // A pattern means many, and is no name of one.
  ['I need a copy of report.pdf on my desktop', question('folder:report.pdf', ...HOME_PLACES)],
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
  ['move everything in ~/A to ~/B and delete ~/A', refused('What is left in ~/A by then')],
  ['move the PDFs in ~/A to ~/B, then delete ~/A', refused('What is left in ~/A by then')],
  ['put all pictures in one folder', refused('I don’t understand')],
  ['help me', refused('I can work with files and folders')],
  ['undo the rename', refused('taken back with Undo')],
  ['write a list of my files', refused('I don’t understand')],
  ['free up some space', refused('What takes up most of it, it can find')],
  ['convert 5 miles to km', refused('converts no units')],
  ['put the pics from my phone into pictures', refused('is a folder of its own')],
  ['delete the old downloads', refused('Say how old')],
  ['diff ~/a.txt and ~/b.txt', refused('compares')],
  ['make ~/a/b', refused('Say whether that is to be a folder or a file')],
  ['run ~/script.sh', refused('runs no programs by their files')],
  ['kill firefox', refused('runs no commands')],
  ['write a letter to the school', refused('takes a language model')],
  ['undo the last thing you did', refused('taken back with Undo')],
  ['put them back', refused('taken back with Undo')],
  // A command may mean another thing: it is only offered in words.
  ['ls ~/Downloads', refused('Did you mean “list ~/Downloads”?')],
  ['please rm ~/old.txt', refused('Did you mean “delete ~/old.txt”?')],
  ['mv ~/a.txt ~/b.txt', refused('Did you mean “rename ~/a.txt to ~/b.txt”?')],
  ['grep TODO ~/Projects', refused('Did you mean “search ~/Projects for "TODO"”?')],
  ['rm -rf ~/Projects', refused('I don’t understand')],
  ['find budget', refused('Did you mean “find "budget"” or “find files that contain "budget"”?')],
];

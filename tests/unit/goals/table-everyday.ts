import type { Described } from '../../../shared/goals/intent.ts';
import {
  all,
  asks,
  home,
  inApp,
  HOME_PLACES,
  it,
  opened,
  question,
  refused,
  type Asked,
  type Row,
} from './expected.ts';
import { chromium, galculator, HOME, machine, mousepad, NOW } from './machine.ts';

const DAY = 24 * 3_600_000;
const MIDNIGHT = new Date(2026, 5, 15).getTime();

const note = (name: string, text: string): Asked => [
  'files.write',
  { path: { $: 'new-file', path: home(`Documents/${name}.txt`) }, text },
];
const write = (path: Described | string, text: Described | string): Asked => ['files.write', { path, text }];
const readFile = (path: string): Asked => ['files.read', { path }];
const add = (path: string, text: string): Asked => ['files.append', { path: home(path), text }];
const measure = (path: string, glob?: string): Asked => [
  'files.measure',
  { path: home(path), ...(glob === undefined ? {} : { glob }) },
];
const search = (path: string, text: string, glob?: string): Asked => [
  'files.search',
  { within: home(path), text, ...(glob === undefined ? {} : { glob }) },
];
const copyAs = (from: string, path: string): Asked => ['files.copy-as', { from: home(from), path: home(path) }];
const duplicate = (from: string, path = from): Asked => [
  'files.copy-as',
  { from: home(from), path: { $: 'new-file', path: home(path) } },
];
const list = (folder: string): Asked => [
  'files.find',
  { folder: home(folder), glob: '*', recursive: false, folders: true },
];
const find = (folder: string, glob: string): Asked => ['files.find', { folder, glob, recursive: true }];
const some = (folder: string, glob: string, choosing: object) =>
  ({ $: 'files', folder: home(folder), glob, recursive: false, ...choosing }) as const;
const toClipboard: Asked = ['clipboard.write', { text: it }];
const pdfViewer = {
  ...mousepad,
  id: 'viewer',
  name: 'Viewer',
  windowClass: 'viewer',
  generic: [],
  extensions: ['pdf'],
};
const thunar = {
  ...mousepad,
  id: 'thunar',
  name: 'Thunar',
  windowClass: 'thunar',
  generic: ['file manager'],
  extensions: [],
};
const withManager = { ...machine, apps: [...machine.apps, thunar] };
const shownIn = (path: string): Asked => {
  const [skill, args] = opened(thunar);
  return [skill, { ...args, folder: home(path) }];
};
const withViewer = { ...machine, apps: [...machine.apps, pdfViewer] };

/** What people ask of a computer on an ordinary day. */
export const everydayRows: readonly Row[] = [
  ['make a note "buy milk"', asks(note('buy milk', 'buy milk'))],
  // Without quotation marks a note goes to the end: with a context of their own, they are made no part of longer goals.
  ['write a note: buy milk', asks(note('buy milk', 'buy milk')), machine],
  ['new note buy milk', asks(note('buy milk', 'buy milk')), machine],
  ['note that Anna comes at 5, please', asks(note('Anna comes at 5', 'Anna comes at 5')), machine],
  ['note buy milk and eggs', asks(note('buy milk and eggs', 'buy milk and eggs')), machine],
  ['make a note on the desktop saying "hi"', asks(write({ $: 'new-file', path: home('Desktop/hi.txt') }, 'hi'))],
  [
    'make a folder called Holiday on the Desktop and put a note in it saying sunscreen',
    asks(
      ['files.create-folder', { path: home('Desktop/Holiday') }],
      write({ $: 'new-file', path: home('Desktop/Holiday/sunscreen.txt') }, 'sunscreen'),
    ),
    machine,
  ],
  ['write "milk" to ~/a.txt and read it back', asks(write(home('a.txt'), 'milk'), readFile(home('a.txt')))],
  [
    'write "milk" to ~/a.txt, add "eggs" to it and delete it',
    asks(write(home('a.txt'), 'milk'), add('a.txt', 'eggs'), ['files.trash', { files: it }]),
  ],
  ['make a note "x" and read it', asks(note('x', 'x'), ['files.read', { path: it }])],
  [
    'copy ~/letter.txt to the desktop and read it',
    asks(['files.copy', { files: [home('letter.txt')], to: home('Desktop') }], readFile(home('Desktop/letter.txt'))),
  ],
  [
    'write "x" in Mousepad and read it back',
    asks(['text.write', { window: inApp(mousepad), text: 'x' }], ['text.read', { window: it }]),
  ],
  ['duplicate ~/a.pdf and open it', asks(duplicate('a.pdf'), opened(chromium, it))],
  [
    'open the text editor and type hello world',
    asks(opened(mousepad), ['text.write', { window: it, text: 'hello world' }]),
    machine,
  ],
  [
    'how much is 3 times 4',
    asks(['element.press-all', { window: inApp(galculator), names: [...'3*4='], expect: '12' }]),
  ],
  [
    'save the page https://example.org as ~/page.txt',
    asks(['web.open', { url: 'https://example.org' }], ['web.read', { page: it }], write(home('page.txt'), it)),
  ],
  [
    'move ~/letter.txt to the Desktop and rename it to brief.txt',
    asks(
      ['files.move', { files: [home('letter.txt')], to: home('Desktop') }],
      ['files.rename', { renames: [{ from: home('Desktop/letter.txt'), to: home('Desktop/brief.txt') }] }],
    ),
  ],
  [
    'zip ~/Notes and move the zip to the Desktop',
    asks(
      ['files.zip', { files: [home('Notes')], archive: home('Notes.zip') }],
      ['files.move', { files: it, to: home('Desktop') }],
    ),
  ],
  [
    'copy "hello" and paste it into the text editor',
    asks(['clipboard.write', { text: 'hello' }], ['text.paste', { window: inApp(mousepad), text: it }]),
  ],
  ["what's on my clipboard?", asks(['clipboard.read', {}])],
  ['where is my invoice', asks(find(HOME, '*invoice*'))],
  ['find my photos', asks(find(HOME, '*.{jpg,jpeg,png,gif,webp,bmp,tif,tiff,svg,heic}'))],
  ['is there a file called letter.txt in Documents?', asks(find(home('Documents'), 'letter.txt'))],
  [
    'wait until a.pdf is in Downloads and then read ~/b.txt',
    asks(['wait.file', { path: home('Downloads/a.pdf') }], readFile(home('b.txt'))),
  ],
  ['pls read ~/a.txt thx', asks(readFile(home('a.txt'))), machine],
  ["what's in ~/a.txt?", asks(readFile(home('a.txt')))],
  ['what is in ~/Documents', asks(list('Documents'))],
  [
    'move everything from Downloads to Documents except jpgs and a.pdf',
    asks([
      'files.move',
      {
        files: { $: 'files', folder: home('Downloads'), glob: '*', recursive: false, except: ['*.jpg', 'a.pdf'] },
        to: home('Documents'),
      },
    ]),
  ],
  ['create ~/todo.txt with "one"', asks(write(home('todo.txt'), 'one'))],
  ['create ~/todo.txt', asks(write(home('todo.txt'), ''))],
  [
    'create folders Jan, Feb and Mar in Documents',
    asks(...['Jan', 'Feb', 'Mar'].map((name): Asked => ['files.create-folder', { path: home(`Documents/${name}`) }])),
  ],
  [
    'create the folders ~/a and ~/b and read ~/c.txt',
    asks(
      ['files.create-folder', { path: home('a') }],
      ['files.create-folder', { path: home('b') }],
      readFile(home('c.txt')),
    ),
  ],
  [
    'put all jpgs from Downloads into a new folder called Holiday in Pictures',
    asks(['files.move', { files: all('Downloads', '*.jpg'), to: home('Pictures/Holiday') }]),
  ],
  ['find all files containing hello', asks(['files.search', { within: HOME, text: 'hello' }])],
  ['find all text files containing hello in Documents', asks(search('Documents', 'hello', '*.txt'))],
  [
    'paste the clipboard into a new note',
    asks(['clipboard.read', {}], write({ $: 'new-file', path: home('Documents/Note.txt') }, it)),
  ],
  [
    'download https://example.org/files/a.pdf?x=1 to ~/Papers',
    asks([
      'web.download',
      { url: 'https://example.org/files/a.pdf?x=1', path: { $: 'new-file', path: home('Papers/a.pdf') } },
    ]),
  ],
  [
    'download https://example.org/a.pdf',
    asks([
      'web.download',
      { url: 'https://example.org/a.pdf', path: { $: 'new-file', path: home('Downloads/a.pdf') } },
    ]),
  ],
  [
    "what's 15% of 80?",
    asks(['element.press-all', { window: inApp(galculator), names: [...'80*15/100='], expect: '12' }]),
  ],
  ['note "buy milk"', asks(note('buy milk', 'buy milk'))],
  ['write down "Call Anna: 5 pm?"', asks(note('Call Anna 5 pm', 'Call Anna: 5 pm?'))],
  ['take a note: "…"', asks(note('…', '…'))],
  ['note "../../etc/passwd"', asks(note('etc passwd', '../../etc/passwd'))],
  ['note "???"', asks(note('Note', '???'))],
  [
    'please make me a quick note saying "one two three four five six seven eight nine ten"',
    asks(note('one two three four five six seven eight', 'one two three four five six seven eight nine ten')),
  ],
  ['make a note "x" as ~/a.txt', asks(['files.write', { path: home('a.txt'), text: 'x' }])],
  ['note "x" in ~/a.txt', asks(add('a.txt', 'x'))],
  ['append "x" to ~/x.txt', asks(add('x.txt', 'x'))],
  ['add the line "x" to ~/todo.txt', asks(add('todo.txt', 'x'))],
  ['add "x" to the end of ~/todo.txt', asks(add('todo.txt', 'x'))],
  ['write "x" at the end of ~/todo.txt', asks(add('todo.txt', 'x'))],
  ['overwrite ~/a.txt with "x"', asks(['files.write', { path: home('a.txt'), text: 'x' }])],
  ['count the files in ~/Downloads', asks(measure('Downloads', '*'))],
  ['how many PDFs are in ~/Documents', asks(measure('Documents', '*.pdf'))],
  ['how many files are there in my Downloads folder?', asks(measure('Downloads', '*'))],
  ['how big is ~/Downloads', asks(measure('Downloads'))],
  ['how big is ~/Downloads/a.pdf?', asks(measure('Downloads/a.pdf'))],
  ['what is the size of Downloads', asks(measure('Downloads'))],
  ['how much space does ~/Downloads take up', asks(measure('Downloads'))],
  ['how many words are in ~/a.txt', asks(measure('a.txt'))],
  ['list ~/Documents', asks(list('Documents'))],
  ['show me my documents folder', asks(list('Documents'))],
  ['what is in ~/Documents', asks(list('Documents'))],
  ['show ~/Projects', asks(list('Projects'))],
  ['show ~/a.txt', asks(['files.read', { path: home('a.txt') }])],
  [
    'list the PDFs in ~/Documents',
    asks(['files.find', { folder: home('Documents'), glob: '*.pdf', recursive: false }]),
  ],
  ['find all PDFs in ~/', asks(find(HOME, '*.pdf'))],
  ['find report.pdf', asks(find(HOME, 'report.pdf'))],
  ['where is report.pdf?', asks(find(HOME, 'report.pdf'))],
  ['find "invoice" in ~/Documents', asks(find(home('Documents'), '*invoice*'))],
  ['find files with "invoice" in the name in ~/Documents', asks(find(home('Documents'), '*invoice*'))],
  ['open ~/Documents', asks(shownIn('Documents')), withManager],
  ['open my Documents folder', asks(shownIn('Documents')), withManager],
  ['open ~/Documents in Thunar', asks(shownIn('Documents')), withManager],
  ['open the file manager', asks(opened(thunar)), withManager],
  ['clear the clipboard', asks(['clipboard.clear', {}])],
  ['please empty my clipboard', asks(['clipboard.clear', {}])],
  ['copy ~/a.txt to ~/b.txt', asks(copyAs('a.txt', 'b.txt'))],
  ['copy ~/a.txt to ~/In/b.txt', asks(copyAs('a.txt', 'In/b.txt'))],
  ['copy ~/a.txt to ~/In', asks(['files.copy', { files: [home('a.txt')], to: home('In') }])],
  ['copy ~/a.txt as b.txt', asks(copyAs('a.txt', 'b.txt'))],
  ['copy ~/a.txt as ~/In/b.txt', asks(copyAs('a.txt', 'In/b.txt'))],
  ['copy ~/a.txt to ~/In as b.txt', asks(copyAs('a.txt', 'In/b.txt'))],
  ['copy ~/a.txt into ~/In and call it b.txt', asks(copyAs('a.txt', 'In/b.txt'))],
  ['make a copy of ~/a.txt in ~/In called b.txt', asks(copyAs('a.txt', 'In/b.txt'))],
  ['duplicate ~/a.txt', asks(duplicate('a.txt'))],
  ['duplicate ~/.bashrc', asks(duplicate('.bashrc'))],
  ['duplicate the folder ~/Project', asks(duplicate('Project'))],
  ['make a copy of ~/a.txt', asks(duplicate('a.txt'))],
  ['make a copy of ~/a.txt called b.txt', asks(copyAs('a.txt', 'b.txt'))],
  ['make a copy of ~/In/a.txt and call it "my b.txt"', asks(copyAs('In/a.txt', 'In/my b.txt'))],
  ['make a copy of ~/a.txt in ~/In', asks(['files.copy', { files: [home('a.txt')], to: home('In') }])],
  [
    'read ~/a.txt and copy it to ~/b.txt',
    asks(['files.read', { path: home('a.txt') }], ['files.copy-as', { from: it, path: home('b.txt') }]),
  ],
  ['find files that contain "x" in ~/Documents', asks(search('Documents', 'x'))],
  ['find all files in ~/Documents that contain "x"', asks(search('Documents', 'x'))],
  ['find files containing "invoice" in my documents folder', asks(search('Documents', 'invoice'))],
  ['find PDFs that mention "x" in ~/Documents', asks(search('Documents', 'x', '*.pdf'))],
  ['search ~/Documents for "x"', asks(search('Documents', 'x'))],
  ['search ~/Documents for invoice', asks(search('Documents', 'invoice'))],
  ['look through the files in ~/Documents for the word "x"', asks(search('Documents', 'x'))],
  ['search ~/a.txt for "x"', asks(search('a.txt', 'x'))],
  ['search for "x" in the files in ~/Documents', asks(search('Documents', 'x'))],
  ['which files in ~/Documents mention "x"?', asks(search('Documents', 'x'))],
  ['which PDFs in Documents contain the word "x"', asks(search('Documents', 'x', '*.pdf'))],
  ['which files contain "x" in ~/Documents', asks(search('Documents', 'x'))],
  ['find files that contain "x"', asks(['files.search', { within: HOME, text: 'x' }])],
  ['find files containing "x" in the name in ~/Documents', asks(find(home('Documents'), '*x*'))],
  [
    'if ~/a.txt contains "x" then copy it to ~/Papers',
    asks(['if', { path: home('a.txt'), text: 'x' }], ['files.copy', { files: it, to: home('Papers') }]),
  ],
  [
    'if ~/a.txt does not contain "x", create a folder ~/B',
    asks(['if', { path: home('a.txt'), text: 'x', absent: true }], ['files.create-folder', { path: home('B') }]),
  ],
  [
    'wait 2 seconds and then if ~/a.txt exists move it to ~/Papers',
    asks(
      ['wait.time', { seconds: 2 }],
      ['if', { path: home('a.txt') }],
      ['files.move', { files: it, to: home('Papers') }],
    ),
  ],
  ['wait for half an hour and open Mousepad', asks(['wait.time', { seconds: 1800 }], opened(mousepad))],
  ['read ~/a.txt and copy it to the clipboard', asks(['files.read', { path: home('a.txt') }], toClipboard)],
  ['copy the text of ~/a.txt to the clipboard', asks(['files.read', { path: home('a.txt') }], toClipboard)],
  ['copy ~/a.txt to the clipboard', asks(['files.read', { path: home('a.txt') }], toClipboard)],
  ['save the clipboard as ~/a.txt', asks(['clipboard.read', {}], ['files.write', { path: home('a.txt'), text: it }])],
  [
    'paste the clipboard into ~/a.txt',
    asks(['clipboard.read', {}], ['files.append', { path: home('a.txt'), text: it }]),
  ],
  [
    'move everything older than 30 days in ~/Downloads to ~/Old',
    asks(['files.move', { files: some('Downloads', '*', { before: NOW - 30 * DAY }), to: home('Old') }]),
  ],
  [
    'move all PDFs in ~/Downloads older than two weeks to ~/Old',
    asks(['files.move', { files: some('Downloads', '*.pdf', { before: NOW - 14 * DAY }), to: home('Old') }]),
  ],
  [
    'list the files in ~/Downloads from today',
    asks(['files.find', { folder: home('Downloads'), glob: '*', recursive: false, after: MIDNIGHT }]),
  ],
  [
    'show me the 3 biggest files in ~/Downloads',
    asks(['files.find', { folder: home('Downloads'), glob: '*', recursive: false, sort: 'largest', most: 3 }]),
  ],
  [
    'copy the newest screenshot to ~/Old',
    asks([
      'files.copy',
      { files: { ...some('Pictures', '*screenshot*', { sort: 'newest', most: 1 }), recursive: true }, to: home('Old') },
    ]),
  ],
  [
    'put the newest screenshot on the desktop',
    asks([
      'files.move',
      {
        files: { ...some('Pictures', '*screenshot*', { sort: 'newest', most: 1 }), recursive: true },
        to: home('Desktop'),
      },
    ]),
  ],
  [
    'read the newest text file in ~/Documents',
    asks(['files.read', { path: some('Documents', '*.txt', { sort: 'newest', most: 1 }) }]),
  ],
  [
    'open the newest PDF in ~/Downloads',
    asks(opened(pdfViewer, some('Downloads', '*.pdf', { sort: 'newest', most: 1 }))),
    withViewer,
  ],
  [
    'open the newest PDF in ~/Downloads',
    asks(opened(chromium, some('Downloads', '*.pdf', { sort: 'newest', most: 1 }))),
  ],
  ['delete duplicates in ~/x', asks(['files.trash', { files: some('x', '*', { copies: true }) }])],
  ['find the duplicates in ~/x', asks(['files.find', { folder: home('x'), glob: '*', recursive: true, copies: true }])],
  [
    'take a screenshot and put it on the desktop',
    asks(['screen.capture', { path: { $: 'new-file', path: home('Desktop/Screenshot 2026-06-15.png') } }]),
  ],
  ['make a folder called X on the desktop', asks(['files.create-folder', { path: home('Desktop/X') }])],
  ['what time is it', asks(['clock.read', {}])],
  ["what's the date today?", asks(['clock.read', {}])],
  [
    'open example.org',
    asks(['page.open', { url: 'https://example.org', command: chromium.command, windowClass: chromium.windowClass }]),
  ],
  ['could you please just open Mousepad for me, thanks!', asks(opened(mousepad))],
  ["let's open Mousepad right now", asks(opened(mousepad))],
];

/** What could mean several things. */
export const unsureRows: readonly Row[] = [
  ['delete all my files', question('folder:files', ...HOME_PLACES)],
  ['move the newest PDF to ~/Old', question('folder:PDF', ...HOME_PLACES)],
];

/** What is refused for a reason, and what looks like something dangerous. */
export const everydayRefused: readonly Row[] = [
  ['delete everything', refused('Say what is to go to the trash')],
  ['delete all', refused('Say what is to go to the trash')],
  ['empty the trash', refused('Sonny deletes nothing for good')],
  ['delete everything older than 30 days in /', refused('I never change the system’s folders')],
  ['delete everything older than 30 days in ~', refused('I never change the system’s folders')],
  ['close all windows', refused('one at a time')],
  ['minimise all windows', refused('one at a time')],
  ['open ~/Documents', refused('what is in a folder I can list')],
  ['open my latest download', refused('Say of which kind it is')],
  ['open the newest ODS file in ~/Downloads', refused('Say which application is to open the newest *.ods')],
  ['delete files containing "invoice" in ~/Documents', refused('not by what they hold')],
  ['copy ~/a.txt and ~/b.txt to ~/c.txt', refused('several files keep their names')],
  ['search ~/Documents for "milk" and copy them to ~/X', refused('nothing is done with it')],
  ['create a folder ~/A and search ~/Documents for "milk" and delete it', refused('nothing is done with it')],
  ['move files containing "invoice" in ~/Documents to ~/Old', refused('not by what they hold')],
  ['wait 3 hours', refused('an hour at most')],
  ['undo', refused('taken back with Undo')],
  ['undo everything you did today', refused('taken back with Undo')],
  ['every day at 9 back up ~/Photos to ~/Backups', refused('no timetable')],
  ['delete ~/a.txt permanently', refused('deletes nothing for good')],
  ['open the text editor and write a letter to Anna', refused('I don’t understand')],
  ['what did you do yesterday?', refused('stands in History')],
  ['make a backup of Documents', refused('where the backup goes')],
  ['read it', refused('nothing to stand for')],
  ['open the text editor and open it', refused('open already')],
  ['note buy milk and open the calculator', refused('quotation marks')],
  ['note buy milk in Documents', refused('quotation marks')],
  ['download https://example.org/ to ~/Papers', refused('its address ends in no name')],
  ['move files older than no days in ~/a to ~/b', refused('I don’t understand')],
];

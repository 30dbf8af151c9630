import { all, asks, home, it, question, refused, type Row } from './expected.ts';
import { HOME } from './machine.ts';

const find = (glob: string, more: Readonly<Record<string, number>> = {}) =>
  ['files.find', { folder: HOME, glob, recursive: true, ...more }] as const;
const renamed = (from: string, to: string) =>
  ['files.rename', { renames: [{ from: home(from), to: home(to) }] }] as const;

/** What people type without thinking of how it is read. */
export const plainRows: readonly Row[] = [
  ['rename ~/report.pdf to final report.pdf', asks(renamed('report.pdf', 'final report.pdf'))],
  ['rename ~/report.pdf to summary', asks(renamed('report.pdf', 'summary.pdf'))],
  ['rename ~/Project to Thesis', asks(renamed('Project', 'Thesis'))],
  [
    'make a folder Summer 2026 in my pictures folder',
    asks(['files.create-folder', { path: home('Pictures/Summer 2026') }]),
  ],
  ['extract ~/setup.zip to Desktop', asks(['files.unzip', { archive: home('setup.zip'), to: home('Desktop/setup') }])],
  ['zip ~/Notes to the desktop', asks(['files.zip', { files: [home('Notes')], archive: home('Desktop/Notes.zip') }])],
  ['find my thesis', asks(find('*thesis*'))],
  ['find files bigger than 100 MB', asks(find('*', { larger: 1e8 }))],
  ['find files bigger then 100 MB', asks(find('*', { larger: 1e8 }))],
  ['throw away ~/a.txt', asks(['files.trash', { files: [home('a.txt')] }])],
  [
    'delete the word cat from ~/notes.txt',
    asks(['files.replace-text', { path: home('notes.txt'), find: 'cat', with: '' }]),
  ],
  [
    'remove "a b" from all .txt files in ~/Notes',
    asks(['task.replace-text', { files: all('Notes', '*.txt'), find: 'a b', with: '' }]),
  ],
  ['delete "a.txt" from Documents', asks(['files.trash', { files: [home('Documents/a.txt')] }])],
  [
    'copy the text of ~/notes.txt to clipboard',
    asks(['files.read', { path: home('notes.txt') }], ['clipboard.write', { text: it }]),
  ],
  ['read ~/todo.txt to me', asks(['files.read', { path: home('todo.txt') }])],
  ['what day is today', asks(['clock.read', {}])],
  ['wait until ~/a.pdf is downloaded', asks(['wait.file', { path: home('a.pdf') }])],
  ['which files contain sugar', asks(['files.search', { within: HOME, text: 'sugar' }])],
  ['save a copy of ~/a.txt in ~/Backups', asks(['files.copy', { files: [home('a.txt')], to: home('Backups') }])],
  [
    'make copy of ~/a.txt',
    asks(['files.copy-as', { from: home('a.txt'), path: { $: 'new-file', path: home('a.txt') } }]),
  ],
];

export const plainUnsure: readonly Row[] = [
  [
    'move the invoice to ~/Papers',
    question('folder:invoice', home('Documents'), home('Desktop'), home('Downloads'), HOME),
  ],
  ['delete photo', question('folder:photo', home('Documents'), home('Desktop'), home('Downloads'), HOME)],
  ['move the invoice to documents', question('folder:invoice', home('Desktop'), home('Downloads'), HOME)],
  [
    'zip Tax 2025',
    question(
      'place-of-thing:Tax 2025',
      ...['Documents', 'Desktop', 'Downloads'].map((place) => home(`${place}/Tax 2025`)),
      home('Tax 2025'),
    ),
  ],
];

export const plainRefused: readonly Row[] = [
  ['move ~/letter.txt', refused('Say where it is to go')],
  ...[
    'delete documents',
    'delete the desktop',
    'move my music to ~/Backups',
    'trash ~/Documents',
    'rename ~/Downloads to x',
  ].map((goal): Row => [goal, refused('as a whole. Say what in it is meant')]),
  ['delete my files', refused('Say what is to go to the trash, and from which folder.')],
  ['send ~/report.pdf to Anna', refused('no skill that sends files')],
  ['restore letter.txt from the trash', refused('comes back with Undo')],
  ['summarise ~/report.pdf', refused('takes a language model')],
  ['fix the spelling in ~/notes.txt', refused('takes a language model')],
  ['resize photo1.jpg', refused('no skill that changes pictures')],
  ['merge two pdfs', refused('no skill that changes pictures, or takes PDFs apart')],
];

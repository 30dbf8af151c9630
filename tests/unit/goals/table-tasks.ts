import { all, asks, home, it, refused, type Row } from './expected.ts';
import { chromium, mousepad } from './machine.ts';

const plain = ({ id, name, windowClass, command }: typeof mousepad) => ({ id, name, windowClass, command });
const desk = asks(['task.desk', { left: plain(mousepad), right: plain(chromium) }]);
const backUp = asks(['task.back-up', { what: home('Photos'), to: home('Backups') }]);
const tidy = asks(['task.tidy', { folder: home('Downloads') }]);

/** Work that takes several skills, and goals that wait or depend on how the world is. */
export const taskRows: readonly Row[] = [
  ['back up ~/Photos to ~/Backups', backUp],
  ['please make a backup of ~/Photos in ~/Backups', backUp],
  ['backup my Documents to ~/Backups', asks(['task.back-up', { what: home('Documents'), to: home('Backups') }])],
  ['tidy ~/Downloads', tidy],
  ['tidy up my Downloads folder', tidy],
  ['sort the files in ~/Downloads by kind', tidy],
  ['clean up Downloads by type, please', tidy],
  ['tidy ~', refused('one folder in your home')],
  [
    'file the invoices in ~/Downloads into ~/Invoices as last month',
    asks(['task.file-away', { files: all('Downloads', '*invoice*'), to: home('Invoices') }]),
  ],
  [
    'file away all receipts from ~/Desktop into ~/Papers/2026',
    asks(['task.file-away', { files: all('Desktop', '*receipt*'), to: home('Papers/2026') }]),
  ],
  [
    'collect all texts from ~/Notes into one file ~/all.txt',
    asks(['task.collect', { files: all('Notes', '*.txt'), path: home('all.txt') }]),
  ],
  [
    'join ~/a.txt and ~/b.txt into ~/c.txt',
    asks(['files.join', { files: [home('a.txt'), home('b.txt')], path: home('c.txt') }]),
  ],
  ['unpack all zip files in ~/Downloads', asks(['task.unpack', { files: all('Downloads', '*.zip') }])],
  ['unpack all PDFs in ~/Downloads', refused('zip archives only')],
  ['start a new project ~/Documents/Thesis', asks(['task.start-project', { folder: home('Documents/Thesis') }])],
  ['set up my desk for writing', desk],
  ['set up my desk: Mousepad left, the browser right', desk],
  ['arrange the desk for work with the browser on the right and Mousepad on the left', desk],
  ['set up my desk: Mousepad left, Mousepad right', refused('two different applications')],
  ['set up my desk: Mousepad top, the browser right', refused('a left and a right side')],
  [
    'when report.pdf appears in ~/Downloads, move it to ~/Papers',
    asks(['wait.file', { path: home('Downloads/report.pdf') }], ['files.move', { files: it, to: home('Papers') }]),
  ],
  [
    'as soon as ~/Downloads/report.pdf exists copy it to ~/Papers',
    asks(['wait.file', { path: home('Downloads/report.pdf') }], ['files.copy', { files: it, to: home('Papers') }]),
  ],
  ['when report.pdf appears in ~/Downloads', refused('')],
  [
    'if ~/Notes exists zip it, otherwise create it',
    asks(
      ['if', { path: home('Notes') }],
      ['files.zip', { files: [home('Notes')], archive: home('Notes.zip') }],
      ['otherwise', {}],
      ['files.create-folder', { path: it }],
    ),
  ],
  [
    'if there is no ~/Notes/a.txt create a file ~/Notes/a.txt with "x"',
    asks(
      ['if', { path: home('Notes/a.txt'), absent: true }],
      ['files.write', { path: home('Notes/a.txt'), text: 'x' }],
    ),
  ],
  ['otherwise tidy ~/Downloads', refused('needs an “if” before it')],
];

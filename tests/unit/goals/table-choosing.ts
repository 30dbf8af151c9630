import type { GoalContext } from '../../../shared/goals/intent.ts';
import { all, asks, home, opened, refused, type Row } from './expected.ts';
import { machine, mousepad, NOW } from './machine.ts';

const some = (folder: string, glob: string, choosing: object) => ({ ...all(folder, glob), ...choosing });
const moved = (glob: string, choosing: object) =>
  asks(['files.move', { files: some('Downloads', glob, choosing), to: home('Papers') }]);
const found = (choosing: object) =>
  asks(['files.find', { folder: home('Downloads'), glob: '*', recursive: true, ...choosing }]);
const wait = ['wait.time', { seconds: 1800, moment: NOW + 1_800_000 }] as const;
const tenMinutes: GoalContext = { ...machine, answers: { 'in:600000': 'not-before' } };

/** What is left out, how large it is, and when something begins. */
export const choosingRows: readonly Row[] = [
  ['move all pdfs except invoice.pdf in Downloads to ~/Papers', moved('*.pdf', { except: ['invoice.pdf'] })],
  [
    'move all PDFs in ~/Downloads except invoice.pdf and Tax Report 2024.pdf to ~/Papers',
    moved('*.pdf', { except: ['invoice.pdf', 'Tax Report 2024.pdf'] }),
  ],
  ['move everything but the PDFs in Downloads to ~/Papers', moved('*', { except: ['*.pdf'] })],
  ['move all files bigger than 10 MB in Downloads to ~/Papers', moved('*', { larger: 10_000_000 })],
  ['move all files in Downloads over 1.5gb to ~/Papers', moved('*', { larger: 1_500_000_000 })],
  ['find files smaller than 500 kb in Downloads', found({ smaller: 500_000 })],
  ['find files larger than 1 MiB in Downloads except *.zip', found({ larger: 1_048_576, except: ['*.zip'] })],
  ['wait until 10:30 and open Mousepad', asks(wait, opened(mousepad))],
  ['at 10:30 open Mousepad', asks(wait, opened(mousepad))],
  [
    'open Mousepad, then at 10:30 create a folder ~/A',
    asks(opened(mousepad), wait, ['files.create-folder', { path: home('A') }]),
  ],
  [
    'open Mousepad in 10 minutes',
    asks(['wait.time', { seconds: 600, moment: NOW + 600_000 }], opened(mousepad)),
    tenMinutes,
  ],
  [
    'unless ~/A exists, create a folder ~/B',
    asks(['if', { path: home('A'), absent: true }], ['files.create-folder', { path: home('B') }]),
  ],
  ['what does ~/Documents/notes.txt say?', asks(['files.read', { path: home('Documents/notes.txt') }])],
  ['create ~/Documents/a.txt with "x"', asks(['files.write', { path: home('Documents/a.txt'), text: 'x' }])],
  [
    'copy ~/Documents/a.txt to b.txt',
    asks(['files.copy-as', { from: home('Documents/a.txt'), path: home('Documents/b.txt') }]),
  ],
  [
    'rename a.txt to b.txt in Documents',
    asks(['files.rename', { renames: [{ from: home('Documents/a.txt'), to: home('Documents/b.txt') }] }]),
  ],
  [
    'create ~/A/only-here.txt with "x" and copy only-here.txt to ~/B',
    asks(
      ['files.write', { path: home('A/only-here.txt'), text: 'x' }],
      ['files.copy', { files: [home('A/only-here.txt')], to: home('B') }],
    ),
  ],
];

export const choosingRefused: readonly Row[] = [
  ['open Mousepad and create a folder ~/A at 10:30', refused('Say the time before what is to wait for it')],
  ['at 23:00 open Mousepad', refused('give the goal again in the hour before it is due.')],
  ['wait 2 hours', refused('give the goal again in the hour before it is due.')],
  ['at 9:00 open Mousepad', refused('09:00 has passed today')],
  ['zip ~/Project as ~/project.rar', refused('I pack zip archives only: say … as project.zip.')],
  ['rename ~/Documents/a.txt to ../b', refused('“../” and “./” say no place here')],
  ['move all PDFs in ~/Downloads except the good ones to ~/Papers', refused('I can’t keep to “except the good ones')],
];

import { asks, home, refused, type Asked, type Row } from './expected.ts';
import { NOW } from './machine.ts';

const DAY = 24 * 3_600_000;
const moved: Asked = ['files.move', { files: [home('a.txt')], to: home('b') }];
const trashed: Asked = ['files.trash', { files: [home('x')] }];
const on = (path: string, more: Asked[1] = {}): Asked => ['if', { path: home(path), ...more }];

/** What a part hangs on, said after it; and parts one after another. */
export const trailingRows: readonly Row[] = [
  ['move ~/a.txt to ~/b if it exists', asks(on('a.txt'), moved)],
  ['move ~/a.txt to ~/b, but only if ~/c.txt exists', asks(on('c.txt'), moved)],
  ['move ~/a.txt to ~/b unless ~/b/a.txt exists', asks(on('b/a.txt', { absent: true }), moved)],
  ['move ~/a.txt to ~/b unless ~/b has one', asks(on('b/a.txt', { absent: true }), moved)],
  ['move ~/a.txt to ~/b unless it is already there', asks(on('b/a.txt', { absent: true }), moved)],
  ["move ~/a.txt to ~/b unless it's already there", asks(on('b/a.txt', { absent: true }), moved)],
  ['move ~/a.txt to ~/b if there is no a.txt in ~/b', asks(on('b/a.txt', { absent: true }), moved)],
  ['if there is no a.txt in ~/b move ~/a.txt to ~/b', asks(on('b/a.txt', { absent: true }), moved)],
  ['delete ~/x if it is empty', asks(on('x', { state: { empty: true } }), trashed)],
  ['delete ~/x if it is older than 30 days', asks(on('x', { state: { before: NOW - 30 * DAY } }), trashed)],
  ['delete ~/x unless it is bigger than 1 MB', asks(on('x', { state: { larger: 1e6 }, absent: true }), trashed)],
  ['delete ~/x if it contains "spam"', asks(on('x', { text: 'spam' }), trashed)],
  [
    'create ~/a.txt with "x" unless it exists',
    asks(on('a.txt', { absent: true }), ['files.write', { path: home('a.txt'), text: 'x' }]),
  ],
  ['move ~/a.txt to ~/b if ~/c.txt exists, otherwise delete ~/x', asks(on('c.txt'), moved, ['otherwise', {}], trashed)],
  ['if ~/x is empty, delete it', asks(on('x', { state: { empty: true } }), ['files.trash', { files: { $: 'it' } }])],
  [
    'rename ~/a.txt to b.txt and after that zip it',
    asks(
      ['files.rename', { renames: [{ from: home('a.txt'), to: home('b.txt') }] }],
      ['files.zip', { files: [home('b.txt')], archive: home('b.txt.zip') }],
    ),
  ],
  [
    'zip ~/a, then move it to ~/b, and after that open Mousepad',
    asks(
      ['files.zip', { files: [home('a')], archive: home('a.zip') }],
      ['files.move', { files: { $: 'it' }, to: home('b') }],
      ['app.open', { app: 'org.xfce.mousepad', name: 'Mousepad', command: ['mousepad'], windowClass: 'mousepad' }],
    ),
  ],
  [
    'zip ~/x, move it to ~/b and delete the original',
    asks(
      ['files.zip', { files: [home('x')], archive: home('x.zip') }],
      ['files.move', { files: { $: 'it' }, to: home('b') }],
      trashed,
    ),
  ],
  [
    'copy ~/x to ~/b and then delete the original',
    asks(['files.copy', { files: [home('x')], to: home('b') }], trashed),
  ],
];

export const trailingRefused: readonly Row[] = [
  ['move ~/a.txt to ~/b and open Mousepad if ~/c.txt exists', refused('Say first what it hangs on')],
  ['move ~/a.txt to ~/b if ~/c.txt exists and open Mousepad', refused('Say first what it hangs on')],
  ['delete ~/a.txt if Mousepad is open', refused('I can’t keep to “if Mousepad is open” offline.')],
  ['delete all PDFs in ~/a if it exists', refused('Say which file that is')],
  ['if ~/a.txt exists', refused('what is to be done then')],
  ['copy ~/x to ~/b and delete it', refused('“it” could be the original')],
  ['zip ~/x and delete it', refused('“it” could be the original')],
];

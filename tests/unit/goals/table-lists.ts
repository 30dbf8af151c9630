import { asks, home, HOME_PLACES, it, question, refused, type Row } from './expected.ts';
import { HOME, machine } from './machine.ts';

const readFile = (path: string) => asks(['files.read', { path: home(path) }]);
const readPage = (url: string) => asks(['web.open', { url }], ['web.read', { page: it }]);
const add = (path: string, text: string) => asks(['files.append', { path: home(path), text }]);
const off = (path: string, line: string) => asks(['files.remove-line', { path: home(path), line }]);
const found = (name: string, path: string) => ({ ...machine, answers: { [`place-of-file:${name}`]: home(path) } });
const inDocuments = {
  ...machine,
  answers: { 'folder:report.pdf': home('Documents'), 'file:report.pdf': home('Documents/report.pdf') },
};

/** Addresses that are read, lists that are added to, and what hangs on a file that may be nowhere. */
export const listRows: readonly Row[] = [
  ['read https://example.org', readPage('https://example.org')],
  ['please read me http://example.org/a?b=1 aloud', readPage('http://example.org/a?b=1')],
  ['read file:///home/ada/a.txt', readFile('a.txt')],
  ['read file:~/a.txt', readFile('a.txt')],
  ['read file:/home/ada/a.txt', readFile('a.txt')],
  ['read file:///home/ada/My%20Notes.txt', readFile('My Notes.txt')],
  ['read file:///home/ada/100%.txt', readFile('100%.txt')],
  [
    'copy file:///home/ada/a.txt to file:///home/ada/In',
    asks(['files.copy', { files: [home('a.txt')], to: home('In') }]),
  ],
  ['add eggs to ~/todo.txt', add('todo.txt', 'eggs')],
  ['add oat milk and eggs to ~/todo.md', add('todo.md', 'oat milk and eggs')],
  [
    'append eggs to ~/todo.txt and read it',
    asks(['files.append', { path: home('todo.txt'), text: 'eggs' }], ['files.read', { path: home('todo.txt') }]),
  ],
  ['add eggs to todo', add('Notes/todo.txt', 'eggs'), found('todo', 'Notes/todo.txt')],
  [
    'add eggs to my shopping list',
    add('Notes/shopping list.txt', 'eggs'),
    found('shopping list', 'Notes/shopping list.txt'),
  ],
  ['remove the line "x" from ~/a.txt', off('a.txt', 'x')],
  ['please delete the line "call Anna" in ~/todo.md', off('todo.md', 'call Anna')],
  ['remove milk from ~/todo.txt', off('todo.txt', 'milk')],
  ['cross eggs and milk off ~/todo.txt', off('todo.txt', 'eggs and milk')],
  [
    'take milk off my shopping list',
    off('Notes/shopping list.txt', 'milk'),
    found('shopping list', 'Notes/shopping list.txt'),
  ],
  [
    'write "milk" to ~/a.txt and remove the line "milk" from it',
    asks(
      ['files.write', { path: home('a.txt'), text: 'milk' }],
      ['files.remove-line', { path: home('a.txt'), line: 'milk' }],
    ),
  ],
  ['zip ~/D as ~/D/a.zip', asks(['files.zip', { files: [home('D')], archive: home('D/a.zip') }])],
  [
    'if report.pdf exists, move it to ~/Papers',
    asks(['if', { path: home('Documents/report.pdf') }], ['files.move', { files: it, to: home('Papers') }]),
    inDocuments,
  ],
  [
    'unless ~/report.pdf exists, create a folder ~/A',
    asks(['if', { path: home('report.pdf'), absent: true }], ['files.create-folder', { path: home('A') }]),
  ],
];

export const listUnsure: readonly Row[] = [
  ['if report.pdf exists, move it to ~/Papers', question('folder:report.pdf', ...HOME_PLACES)],
  ['if report.pdf is missing, create a folder ~/A', question('folder:report.pdf', ...HOME_PLACES)],
  ['if report.pdf is older than 30 days, move it to ~/Papers', question('folder:report.pdf', ...HOME_PLACES)],
  ['add eggs to todo.txt', question('folder:todo.txt', ...HOME_PLACES)],
];

export const listRefused: readonly Row[] = [
  // A file of another machine, and what hides a character by how it is written.
  ['read file://server/share/a.txt', refused('I don’t understand')],
  // A name that nothing has yet is nothing that is known to be a list.
  ['add eggs to todo', refused('I don’t understand “todo”')],
  ['add eggs to my shopping list', refused('I don’t understand “my shopping list”')],
  ['add eggs to todo', refused('Lines go into text files'), found('todo', 'Notes/todo.odt')],
  ['remove the line "x" from ~/a.pdf', refused('Text files have lines')],
  ['cross milk off my shopping list', refused('I don’t understand “my shopping list”')],
  ['add a file to ~/a.zip', refused('I don’t understand')],
  ['add eggs to ~/report.pdf', refused('Lines go into text files')],
  ['add a folder to ~/a.txt', refused('I don’t understand')],
  ['add it to ~/a.txt', refused('')],
  ['back up ~/Photos to ~/Photos/Backup', refused('A backup that lies in what it is of would go with it.')],
  ['back up ~/Photos to ~/Photos', refused('Name another place.')],
  [`back up ~ to ~/Backups`, refused('A backup that lies in what it is of would go with it.')],
  [`back up / to ${HOME}/Backups`, refused('A backup that lies in what it is of would go with it.')],
];

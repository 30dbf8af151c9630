import { all, asks, front, home, inApp, it, opened, titled, windowOf, type Row } from './expected.ts';
import { galculator, mousepad, plainFeatherpad, writer } from './machine.ts';

const NOTE = 'Buy milk: 2 l @ 1.09 € — {ok} 日本';
const write = (text: string, app = mousepad) => ['text.write', { window: inApp(app), text }] as const;

/** Text, documents, the clipboard, files. */
export const documentRows: readonly Row[] = [
  [
    `write "${NOTE}" in the text editor and save it as ~/Documents/shopping.txt`,
    asks(write(NOTE), ['document.save-as', { window: it, path: home('Documents/shopping.txt') }]),
  ],
  [
    `write "${NOTE}" in FeatherPad and save it as ~/Documents/shopping.txt`,
    asks(write(NOTE, plainFeatherpad), ['document.save-as', { window: it, path: home('Documents/shopping.txt') }]),
  ],
  [
    'write "Dear Ada, …" in LibreOffice Writer and save it as ~/Documents/letter.odt',
    asks(write('Dear Ada, …', writer), ['document.save-as', { window: it, path: home('Documents/letter.odt') }]),
  ],
  ['type “curly “nested” quotes” into Mousepad', asks(write('curly “nested” quotes'))],
  ["enter 'don't panic' in Mousepad", asks(write("don't panic"))],
  ['put «guillemets» in Mousepad', asks(write('guillemets'))],
  ['write `x = "1"` in Mousepad', asks(write('x = "1"'))],
  ['write "say \\"hi\\"" in Mousepad', asks(write('say "hi"'))],
  ['write "C:\\" in Mousepad', asks(write('C:\\'))],
  ['write "two\nlines" in Mousepad', asks(write('two\nlines'))],
  ['in Mousepad, write "hello"', asks(write('hello'))],
  ['WRITE "hello" IN MOUSEPAD', asks(write('hello'))],
  ['write the text "a and then b" in Mousepad', asks(write('a and then b'))],
  ['open Mousepad and write "hello"', asks(opened(mousepad), ['text.write', { window: it, text: 'hello' }])],
  ['write "hello" in the window "Notes"', asks(['text.write', { window: titled('Notes'), text: 'hello' }])],
  ['type "hello" into the active window', asks(['text.write', { window: front, text: 'hello' }])],
  [
    'replace "cat" with "dog" in the text editor',
    asks(['text.replace', { window: windowOf(mousepad), find: 'cat', with: 'dog' }]),
  ],
  [
    'write "cat" in Mousepad then replace "cat" by ""',
    asks(write('cat'), ['text.replace', { window: it, find: 'cat', with: '' }]),
  ],
  ['read the text in Mousepad', asks(['text.read', { window: windowOf(mousepad) }])],
  [
    'copy the text from the text editor to FeatherPad',
    asks(['text.copy', { window: windowOf(mousepad) }], ['text.paste', { window: inApp(plainFeatherpad), text: it }]),
  ],
  [
    'copy the text of Mousepad and paste it into FeatherPad',
    asks(['text.copy', { window: windowOf(mousepad) }], ['text.paste', { window: inApp(plainFeatherpad), text: it }]),
  ],
  ['paste the clipboard into Mousepad', asks(['text.paste', { window: inApp(mousepad) }])],
  ['copy "hello" to the clipboard', asks(['clipboard.write', { text: 'hello' }])],
  ['read the clipboard', asks(['clipboard.read', {}])],
  ["what's on the clipboard?", asks(['clipboard.read', {}])],
  [
    'write "x" in Mousepad and save it to "~/My Notes/a b.txt"',
    asks(write('x'), ['document.save-as', { window: it, path: home('My Notes/a b.txt') }]),
  ],
  [
    'write "x" in Mousepad and store it as notes.txt in Documents',
    asks(write('x'), ['document.save-as', { window: it, path: home('Documents/notes.txt') }]),
  ],
  [
    'write "x" in Mousepad and save it in my Documents folder as "a b.txt"',
    asks(write('x'), ['document.save-as', { window: it, path: home('Documents/a b.txt') }]),
  ],
  ['save the document in Mousepad', asks(['document.save', { window: windowOf(mousepad) }])],
  [
    'save the document in Mousepad as ~/a.txt',
    asks(['document.save-as', { window: windowOf(mousepad), path: home('a.txt') }]),
  ],
  [
    'write "x" in Mousepad; save it; close it',
    asks(write('x'), ['document.save', { window: it }], ['window.close', { window: it }]),
  ],
  ['create a folder ~/Papers', asks(['files.create-folder', { path: home('Papers') }])],
  [
    'make a new folder called "Tax 2026" in Documents',
    asks(['files.create-folder', { path: home('Documents/Tax 2026') }]),
  ],
  ['create the folder /tmp/a/../b/', asks(['files.create-folder', { path: '/tmp/b' }])],
  ['create a file ~/a.txt with "hello"', asks(['files.write', { path: home('a.txt'), text: 'hello' }])],
  ['create an empty file ~/a.txt', asks(['files.write', { path: home('a.txt'), text: '' }])],
  ['write "hello" to the file ~/a.txt', asks(['files.write', { path: home('a.txt'), text: 'hello' }])],
  ['save "hello" as Documents/a.txt', asks(['files.write', { path: home('Documents/a.txt'), text: 'hello' }])],
  ['read ~/Documents/notes.txt', asks(['files.read', { path: home('Documents/notes.txt') }])],
  ['show me the contents of "~/a b.txt"', asks(['files.read', { path: home('a b.txt') }])],
  [
    'move all PDFs in ~/Downloads to ~/Papers',
    asks(['files.move', { files: all('Downloads', '*.pdf'), to: home('Papers') }]),
  ],
  [
    'move all the PDF files from my Downloads folder into Documents',
    asks(['files.move', { files: all('Downloads', '*.pdf'), to: home('Documents') }]),
  ],
  ['move everything in Downloads to ~/Old', asks(['files.move', { files: all('Downloads'), to: home('Old') }])],
  [
    'move ~/a.txt and ~/b.txt to ~/Old',
    asks(['files.move', { files: [home('a.txt'), home('b.txt')], to: home('Old') }]),
  ],
  [
    'copy ~/a.txt, ~/b.txt and ~/c.txt to ~/Old',
    asks(['files.copy', { files: [home('a.txt'), home('b.txt'), home('c.txt')], to: home('Old') }]),
  ],
  [
    'copy the pictures in ~/Photos to ~/Backup',
    asks([
      'files.copy',
      { files: all('Photos', '*.{jpg,jpeg,png,gif,webp,bmp,tif,tiff,svg,heic}'), to: home('Backup') },
    ]),
  ],
  ['copy ~/Photos/*.jpg to ~/Backup', asks(['files.copy', { files: all('Photos', '*.jpg'), to: home('Backup') }])],
  [
    'rename all files in ~/Photos to "holiday-{n:3}.{ext}"',
    asks([
      'files.rename',
      { renames: { $: 'renames', folder: home('Photos'), glob: '*', pattern: 'holiday-{n:3}.{ext}' } },
    ]),
  ],
  [
    'rename all *.jpg in ~/Photos to holiday-{n:3}',
    asks([
      'files.rename',
      { renames: { $: 'renames', folder: home('Photos'), glob: '*.jpg', pattern: 'holiday-{n:3}.{ext}' } },
    ]),
  ],
  [
    'replace "IMG" with "trip" in the names of all files in ~/Photos',
    asks(['files.rename', { renames: { $: 'renames', folder: home('Photos'), glob: '*', find: 'IMG', with: 'trip' } }]),
  ],
  ['rename ~/a.txt to b.txt', asks(['files.rename', { renames: [{ from: home('a.txt'), to: home('b.txt') }] }])],
  ['rename ~/a.txt to "b c.txt"', asks(['files.rename', { renames: [{ from: home('a.txt'), to: home('b c.txt') }] }])],
  ['delete ~/old.txt', asks(['files.trash', { files: [home('old.txt')] }])],
  ['move all *.tmp files in ~/Work to the trash', asks(['files.trash', { files: all('Work', '*.tmp') }])],
  [
    'find all PDFs in ~/Downloads and its subfolders',
    asks(['files.find', { folder: home('Downloads'), glob: '*.pdf', recursive: true }]),
  ],
  ['list the files in ~/Documents', asks(['files.find', { folder: home('Documents'), glob: '*', recursive: false }])],
  [
    'find all files in Documents ending in ".bak"',
    asks(['files.find', { folder: home('Documents'), glob: '*.bak', recursive: true }]),
  ],
  ['find text files in Documents', asks(['files.find', { folder: home('Documents'), glob: '*.txt', recursive: true }])],
  [
    'zip the folder ~/Project as ~/project.zip',
    asks(['files.zip', { files: [home('Project')], archive: home('project.zip') }]),
  ],
  [
    'compress all PDFs in Documents into ~/pdfs.zip',
    asks(['files.zip', { files: all('Documents', '*.pdf'), archive: home('pdfs.zip') }]),
  ],
  [
    'create a folder ~/New and move ~/a.txt into it',
    asks(['files.create-folder', { path: home('New') }], ['files.move', { files: [home('a.txt')], to: it }]),
  ],
  ['zip ~/Project', asks(['files.zip', { files: [home('Project')], archive: home('Project.zip') }])],
  [
    'unzip ~/Downloads/a.zip into ~/Project',
    asks(['files.unzip', { archive: home('Downloads/a.zip'), to: home('Project') }]),
  ],
  ['extract ~/Downloads/a.zip', asks(['files.unzip', { archive: home('Downloads/a.zip'), to: home('Downloads/a') }])],
  [
    'create a folder ~/New and then move ~/a.txt into ~/New',
    asks(['files.create-folder', { path: home('New') }], ['files.move', { files: [home('a.txt')], to: home('New') }]),
  ],
  [
    'write "hi" in the text editor and save it as ~/a.txt and then zip the folder ~/Project as ~/project.zip and then calculate 12.5 × 8 in the calculator',
    asks(
      write('hi'),
      ['document.save-as', { window: it, path: home('a.txt') }],
      ['files.zip', { files: [home('Project')], archive: home('project.zip') }],
      ['element.press-all', { window: inApp(galculator), names: ['1', '2', '.', '5', '*', '8', '='], expect: '100' }],
    ),
  ],
  [
    'Move all PDFs in ~/Downloads to ~/Papers.\nThen rename all files in ~/Photos to "p-{n}".\nFinally, open Mousepad.',
    asks(
      ['files.move', { files: all('Downloads', '*.pdf'), to: home('Papers') }],
      ['files.rename', { renames: { $: 'renames', folder: home('Photos'), glob: '*', pattern: 'p-{n}.{ext}' } }],
      opened(mousepad),
    ),
  ],
];

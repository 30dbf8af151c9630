import { all, asks, front, home, inApp, it, opened, titled, windowOf, type Row } from './expected.ts';
import { chromium, galculator, mousepad, plainFeatherpad, writer, xterm } from './machine.ts';

/** Applications, windows, keys, calculations, pages, the screen. */
export const windowRows: readonly Row[] = [
  ['open Mousepad', asks(opened(mousepad))],
  ['launch the text editor', asks(opened(mousepad))],
  ['Start LibreOffice Writer', asks(opened(writer))],
  ['open Writer', asks(opened(writer))],
  ['open chromium', asks(opened(chromium))],
  ['open "Mousepad"', asks(opened(mousepad))],
  ['could you please open Mousepad?', asks(opened(mousepad))],
  ['please open the calculator for me, thanks!', asks(opened(galculator))],
  ['open a new text editor window', asks(opened(mousepad))],
  ['open Mousepad and the calculator', asks(opened(mousepad), opened(galculator))],
  ['open ~/Documents/notes.md', asks(opened(mousepad, home('Documents/notes.md')))],
  ['open ~/Documents/letter.odt', asks(opened(writer, home('Documents/letter.odt')))],
  ['open ~/Documents/notes.txt with FeatherPad', asks(opened(plainFeatherpad, home('Documents/notes.txt')))],
  ['switch to Mousepad', asks(['app.focus', { window: windowOf(mousepad) }])],
  ['bring the calculator to the front', asks(['app.focus', { window: windowOf(galculator) }])],
  ['focus the window "Budget 2026"', asks(['window.focus', { window: titled('Budget 2026') }])],
  ['bring "Budget" to front', asks(['window.focus', { window: titled('Budget') }])],
  ['close the text editor', asks(['app.close', { window: windowOf(mousepad) }])],
  ['quit Galculator', asks(['app.close', { window: windowOf(galculator) }])],
  ['close the "Save As" dialog', asks(['window.close', { window: titled('Save As') }])],
  ['open Mousepad and then close it', asks(opened(mousepad), ['window.close', { window: it }])],
  ['list the open windows', asks(['window.list', {}])],
  ['which windows are open?', asks(['window.list', {}])],
  ['minimise Mousepad', asks(['window.minimise', { window: windowOf(mousepad) }])],
  ['minimize the active window', asks(['window.minimise', { window: front }])],
  ['maximize the window "Budget"', asks(['window.maximise', { window: titled('Budget') }])],
  ['restore the Mousepad window', asks(['window.restore', { window: windowOf(mousepad) }])],
  ['move Mousepad to 100, 200', asks(['window.move', { window: windowOf(mousepad), x: 100, y: 200 }])],
  ['move the window "Budget" to x 10 y 20', asks(['window.move', { window: titled('Budget'), x: 10, y: 20 }])],
  ['resize Mousepad to 800x600', asks(['window.resize', { window: windowOf(mousepad), width: 800, height: 600 }])],
  [
    'resize the calculator to 300 by 400',
    asks(['window.resize', { window: windowOf(galculator), width: 300, height: 400 }]),
  ],
  ['put Mousepad to the left half', asks(['window.tile', { window: windowOf(mousepad), area: 'left' }])],
  [
    'snap the calculator to the top right corner',
    asks(['window.tile', { window: windowOf(galculator), area: 'top-right' }]),
  ],
  ['move Mousepad to the bottom', asks(['window.tile', { window: windowOf(mousepad), area: 'bottom' }])],
  [
    'tile Mousepad and the calculator left and right',
    asks(
      ['window.tile', { window: windowOf(mousepad), area: 'left' }],
      ['window.tile', { window: windowOf(galculator), area: 'right' }],
    ),
  ],
  [
    'put the text editor to the left half and the calculator to the right half',
    asks(
      ['window.tile', { window: windowOf(mousepad), area: 'left' }],
      ['window.tile', { window: windowOf(galculator), area: 'right' }],
    ),
  ],
  [
    'put Mousepad and FeatherPad side by side',
    asks(
      ['window.tile', { window: windowOf(mousepad), area: 'left' }],
      ['window.tile', { window: windowOf(plainFeatherpad), area: 'right' }],
    ),
  ],
  [
    'tile "One" and "Two" top and bottom',
    asks(
      ['window.tile', { window: titled('One'), area: 'top' }],
      ['window.tile', { window: titled('Two'), area: 'bottom' }],
    ),
  ],
  [
    'minimise Mousepad, maximise the calculator',
    asks(['window.minimise', { window: windowOf(mousepad) }], ['window.maximise', { window: windowOf(galculator) }]),
  ],
  ['press Ctrl+Shift+S in Mousepad', asks(['keys.press', { window: windowOf(mousepad), chord: 'Control+Shift+s' }])],
  ['hit the Escape key', asks(['keys.press', { window: front, chord: 'Escape' }])],
  ['press Ctrl + C in the window "Budget"', asks(['keys.press', { window: titled('Budget'), chord: 'Control+c' }])],
  ['open Mousepad and press F11', asks(opened(mousepad), ['keys.press', { window: it, chord: 'F11' }])],
  ['click "OK" in Mousepad', asks(['element.click', { window: windowOf(mousepad), name: 'OK' }])],
  ['press the Cancel button', asks(['element.click', { window: front, name: 'Cancel' }])],
  [
    'click the menu item "Save As…" in the text editor',
    asks(['element.click', { window: windowOf(mousepad), name: 'Save As…', role: 'menu item' }]),
  ],
  ['click at 100, 200 in Mousepad', asks(['pointer.click', { window: windowOf(mousepad), x: 100, y: 200 }])],
  [
    'calculate 12.5 × 8 in the calculator',
    asks([
      'element.press-all',
      { window: inApp(galculator), names: ['1', '2', '.', '5', '*', '8', '='], expect: '100' },
    ]),
  ],
  [
    'calculate 12.5 × 8 in galculator',
    asks([
      'element.press-all',
      { window: inApp(galculator), names: ['1', '2', '.', '5', '*', '8', '='], expect: '100' },
    ]),
  ],
  [
    'calculate 2 plus 3 times 4',
    asks(['element.press-all', { window: inApp(galculator), names: ['2', '+', '3', '*', '4', '='], expect: '14' }]),
  ],
  [
    'work out (2+3)*4 using the calculator',
    asks([
      'element.press-all',
      { window: inApp(galculator), names: ['(', '2', '+', '3', ')', '*', '4', '='], expect: '20' },
    ]),
  ],
  // How many digits of a third are shown is the calculator's choice, so nothing is expected.
  [
    'calculate 1 / 3 in the calculator',
    asks(['element.press-all', { window: inApp(galculator), names: ['1', '/', '3', '='] }]),
  ],
  [
    'press 1 2 . 5 × 8 = in the calculator',
    asks([
      'element.press-all',
      { window: inApp(galculator), names: ['1', '2', '.', '5', '*', '8', '='], expect: '100' },
    ]),
  ],
  [
    'open the calculator and calculate 7-9',
    asks(opened(galculator), ['element.press-all', { window: it, names: ['7', '-', '9', '='], expect: '-2' }]),
  ],
  ['take a screenshot', asks(['screen.capture', {}])],
  ['take a screenshot and save it as ~/Pictures/a.png', asks(['screen.capture', { path: home('Pictures/a.png') }])],
  [
    'take a screenshot of Mousepad as ~/a.png',
    asks(['screen.capture', { path: home('a.png'), window: windowOf(mousepad) }]),
  ],
  ['find the text "Total" on the screen', asks(['screen.find-text', { text: 'Total' }])],
  ['wait for the window "Save As"', asks(['wait.window', { title: 'Save As' }])],
  ['wait until the window "Report" opens', asks(['wait.window', { title: 'Report' }])],
  ['wait for "Done" to appear in Mousepad', asks(['wait.text', { window: windowOf(mousepad), text: 'Done' }])],
  ['wait until the text editor shows "Done"', asks(['wait.text', { window: windowOf(mousepad), text: 'Done' }])],
  ['wait for the file ~/Downloads/a.pdf to appear', asks(['wait.file', { path: home('Downloads/a.pdf') }])],
  [
    'open http://127.0.0.1:1234/page.html in the browser and read its title',
    asks(
      ['page.open', { url: 'http://127.0.0.1:1234/page.html', command: ['chromium'], windowClass: 'chromium' }],
      ['page.read-title', { window: it }],
    ),
  ],
  [
    'go to https://example.org/?q=1&r=2.',
    asks(['page.open', { url: 'https://example.org/?q=1&r=2', command: ['chromium'], windowClass: 'chromium' }]),
  ],
  [
    'read the title of https://example.org',
    asks(
      ['page.open', { url: 'https://example.org', command: ['chromium'], windowClass: 'chromium' }],
      ['page.read-title', { window: it }],
    ),
  ],
  ['open https://example.org in your own browser', asks(['web.open', { url: 'https://example.org' }])],
  ["visit https://example.org/a in Sonny's browser", asks(['web.open', { url: 'https://example.org/a' }])],
  ['read the page https://example.org', asks(['web.open', { url: 'https://example.org' }], ['web.read', { page: it }])],
  [
    'save the table "Prices" on the page https://example.org/p as ~/prices.csv',
    asks(
      ['web.open', { url: 'https://example.org/p' }],
      ['web.read-table', { page: it, name: 'Prices' }],
      ['files.write', { path: home('prices.csv'), text: it }],
    ),
  ],
  [
    'open https://example.org in your own browser, fill in "Name" with "Ada", untick "Gift" on the page and press "Send" on the page',
    asks(
      ['web.open', { url: 'https://example.org' }],
      ['web.fill', { page: it, name: 'Name', text: 'Ada' }],
      ['web.tick', { page: it, name: 'Gift', on: false }],
      ['web.click', { page: it, name: 'Send' }],
    ),
  ],
  [
    'open https://example.org in your own browser and click the link "More" on the page',
    asks(['web.open', { url: 'https://example.org' }], ['web.follow', { page: it, name: 'More' }]),
  ],
  [
    'download https://example.org/a.pdf to ~/Documents/a.pdf',
    asks(['web.download', { url: 'https://example.org/a.pdf', path: home('Documents/a.pdf') }]),
  ],
  ['open the terminal and type "ls -la" in it', asks(opened(xterm), ['text.write', { window: it, text: 'ls -la' }])],
  [
    'find all PDFs in ~/Downloads and move them to ~/Papers',
    asks(
      ['files.find', { folder: home('Downloads'), glob: '*.pdf', recursive: true }],
      ['files.move', { files: all('Downloads', '*.pdf', true), to: home('Papers') }],
    ),
  ],
];

import { describe, expect, test } from 'vitest';
import type { Json } from '../../../shared/protocol/json.ts';
import { buttonsFor, calculatorOf } from '../../../shared/skills/calculators.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { isHarmless } from '../../../shared/skills/harmless.ts';
import { R } from '../../../shared/skills/relations.ts';
import type { Skill } from '../../../shared/skills/skill.ts';
import { meets } from '../../../shared/execution/act/expect.ts';

type Args = Readonly<Record<string, Json>>;

const skill = (name: string): Skill => {
  const found = SKILLS.get(name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const riskOf = (name: string, args: Args): string => {
  const { risk } = skill(name);
  return typeof risk === 'function' ? risk(args) : risk;
};
/** Whether a step's checks hold when each of its queries is answered so. */
const confirmed = (name: string, args: Args, outputs: Args, answer: (query: Args) => Json): boolean =>
  skill(name)
    .checks(args, outputs)
    .every((check) => check.expect.every((e) => meets(answer(check.query as unknown as Args), e)));

const window = { id: 7, pid: 70, app: 'mousepad', title: 'Notes' };
const files = (n: number): string[] => Array.from({ length: n }, (_, i) => `/h/${i}.pdf`);

test.each([
  ['a.odt', ['mimetype', 'content.xml'], true],
  ['a.odt', ['[Content_Types].xml', 'word/document.xml'], false],
  ['a.docx', ['[Content_Types].xml', 'word/document.xml'], true],
  ['a.docx', ['mimetype', 'content.xml'], false],
  ['a.docx', null, false],
  ['a.txt', null, true],
])('a document is saved as %s where its bytes are that kind: %j', (name, entries, holds) => {
  const answer = ({ kind }: Args): Json =>
    kind === 'archive'
      ? entries && { exists: true, entries: entries.map((entry) => ({ name: entry })) }
      : { exists: true, type: 'file', text: 'hello' };
  expect(confirmed('document.save-as', { window, path: `/h/${name}` }, { text: 'hello' }, answer)).toBe(holds);
});

describe('risk', () => {
  test.each([
    ['files.move', { files: files(10), to: '/t' }, 'R2'],
    ['files.move', { files: files(11), to: '/t' }, 'R3'],
    ['files.copy', { files: files(11), to: '/t' }, 'R3'],
    ['files.rename', { renames: files(11).map((from) => ({ from, to: `${from}x` })) }, 'R3'],
    ['files.trash', { files: files(1) }, 'R3'],
    ['files.write', { path: '/a', text: '' }, 'R2'],
    ['files.write', { path: '/a', text: '', replace: true }, 'R3'],
    ['document.save-as', { window, path: '/a', replace: true }, 'R3'],
    ['element.click', { window, name: 'Save As…' }, 'R1'],
    ['element.click', { window, name: '_File' }, 'R1'],
    ['element.click', { window, name: 'Send' }, 'R4'],
    ['element.click', { window, name: { from: 's1', output: 'text' } }, 'R4'],
    ['element.press-all', { window: { from: 's1', output: 'window' }, names: ['1', '+', '2', '='] }, 'R1'],
    ['element.press-all', { window: { from: 's1', output: 'window' }, names: ['1', '1', '2'] }, 'R4'],
    ['element.press-all', { window, names: ['1', '+', '2', '='] }, 'R4'],
    ['element.press-all', { window: { ...window, app: 'galculator' }, names: ['1', '+', '2', '='] }, 'R1'],
    ['screen.capture', {}, 'R0'],
    ['screen.capture', { path: '/a.png' }, 'R2'],
    ['page.open', { url: 'https://a.test' }, 'R1'],
    ['page.open', { url: { from: 's1', output: 'text' } }, 'R4'],
  ])('of %s %j is %s', (name, args, risk) => expect(riskOf(name, args)).toBe(risk));

  test.each([
    'Send',
    'Submit',
    'Pay',
    'Buy now',
    'Delete',
    'Post',
    'Publish',
    'Accept',
    'Accept all',
    'Sign',
    'Install',
    'Empty Trash',
    'Yes',
    'Share',
    'constructor',
  ])('of clicking “%s” is never harmless', (name) => expect(isHarmless(name)).toBe(false));
});

describe('time', () => {
  test.each([...SKILLS.values()].map((one) => [one.name, one] as const))('of %s is declared', (_, one) => {
    expect(one.usual).toBeTypeOf('number');
    expect(one.usual).toBeLessThanOrEqual(one.deadline / 10);
    if (one.waits) expect(one.usual).toBe(0);
  });
});

describe('conditions', () => {
  test('saving under a name needs the folder, so that planning can create it', () => {
    expect(skill('document.save-as').needs({ window, path: '/h/Documents/a.txt' })).toEqual([
      R.window('w:7'),
      R.folder('/h/Documents'),
    ]);
    expect(skill('files.create-folder').changes({ path: '/h/Documents' }, 's1')).toContainEqual(
      R.folder('/h/Documents'),
    );
  });

  test('an opened window is what the step’s own name brings about', () => {
    const [change] = skill('app.open').changes({}, 's1');
    expect(skill('text.write').needs({ window: { from: 's1', output: 'window' }, text: 'x' })).toEqual([change]);
  });

  test('names that move up one by one need no free place but the last', () => {
    const renames = [
      { from: '/h/1', to: '/h/2' },
      { from: '/h/2', to: '/h/3' },
    ];
    expect(skill('files.rename').needs({ renames })).toEqual([R.notFree('/h/1'), R.notFree('/h/2'), R.free('/h/3')]);
    expect(skill('files.rename').changes({ renames }, 's1')).not.toContainEqual(R.free('/h/2'));
  });
});

describe('checks', () => {
  test('a move is confirmed only when the file arrived and left', () => {
    const outputs = { moved: [{ from: '/a/x.pdf', to: '/b/x.pdf', sha256: 'f00' }] };
    const world =
      (there: readonly string[], sha256 = 'f00') =>
      (query: Args) => ({ exists: there.includes(String(query['path'])), type: 'file', sha256 });
    expect(confirmed('files.move', {}, outputs, world(['/b/x.pdf']))).toBe(true);
    expect(confirmed('files.move', {}, outputs, world(['/a/x.pdf', '/b/x.pdf']))).toBe(false);
    expect(confirmed('files.move', {}, outputs, world([]))).toBe(false);
    expect(confirmed('files.move', {}, outputs, world(['/b/x.pdf'], 'bad'))).toBe(false);
  });

  test.each([
    [' 100\nDEG ALG', true],
    ['100', true],
    ['1000', false],
    ['1100', false],
    ['100.5', false],
  ])('a display of %j confirms 100: %s', (text, holds) => {
    expect(
      confirmed('element.press-all', { window, names: ['='], expect: '100' }, {}, () => ({ exists: true, text })),
    ).toBe(holds);
  });

  test.each([
    ['cat', 'dog', 'a dog', true],
    ['cat', 'dog', 'a dog and a cat', false],
    ['cat', 'dog', 'nothing', false],
    // What is put in may hold what was looked for, so its presence proves nothing.
    ['a', 'aa', 'aa', true],
    ['a.b', 'x', 'x a-b', true],
    ['a.b', 'x', 'x a.b', false],
    ['ab', '', 'ab', true],
  ])('replacing %s with %s leaves %j: %s', (find, put, text, holds) => {
    expect(confirmed('text.replace', { window, find, with: put }, {}, () => ({ exists: true, text }))).toBe(holds);
  });

  test('a tile is confirmed by its place where that is told', () => {
    const outputs = { rect: { x: 0, y: 0, width: 960, height: 1080 } };
    const at = (x: number) => () => ({ title: '', state: 'normal', rect: { x, y: 0, width: 955, height: 1076 } });
    expect(confirmed('window.tile', { window, area: 'left' }, outputs, at(2))).toBe(true);
    expect(confirmed('window.tile', { window, area: 'left' }, outputs, at(960))).toBe(false);
  });

  test('a saved document is confirmed by its text on disk', () => {
    const disk = (text: string) => () => ({ exists: true, type: 'file', text });
    expect(confirmed('document.save-as', { window, path: '/a.txt' }, { text: 'milk' }, disk('milk\n'))).toBe(true);
    expect(confirmed('document.save-as', { window, path: '/a.txt' }, { text: 'milk' }, disk('mi'))).toBe(false);
  });
});

describe('titles', () => {
  test.each([
    ['text.write', { window, text: 'a\nb' }, 'Write “a b” in “Notes”'],
    [
      'text.write',
      { window: { from: 's1', output: 'window' }, text: 'x'.repeat(1234) },
      `Write “${'x'.repeat(40)}…” (1,234 characters) in the window of step 1`,
    ],
    ['files.move', { files: ['/a/b.pdf'], to: '/c' }, 'Move b.pdf to /c'],
    ['files.move', { files: files(12), to: '/c' }, 'Move 12 files to /c'],
    ['document.save-as', { window, path: '/a/b.txt' }, 'Save as /a/b.txt'],
  ])('%s', (name, args, title) => expect(skill(name).title(args)).toBe(title));
});

test('buttons are called as each calculator calls them', () => {
  const names = (app: string): readonly string[] | null => {
    const calculator = calculatorOf(app);
    return calculator && buttonsFor(calculator, '6/2*3-1=');
  };
  expect(names('galculator')).toEqual(['6', '/', '2', '*', '3', '-', '1', '=']);
  expect(names('org.gnome.Calculator')).toEqual(['6', '÷', '2', '×', '3', '−', '1', '=']);
  expect(names('mousepad')).toBeNull();
});

import { expect, test } from 'vitest';
import { resultOf } from '../../../electron/cli/result.ts';
import { foundLines } from '../../../electron/cli/wording-found.ts';
import { isTaken } from '../../../shared/protocol/found.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { fakeSteps, newRun } from '../../fakes/fake-plan.ts';

const [first] = fakeSteps('look');
const look = (outputs: StepView['outputs'], over: Partial<StepView> = {}): StepView => ({
  ...(first as StepView),
  risk: 'R0',
  status: 'verified',
  title: 'Find *.pdf in ~ and its subfolders',
  args: { folder: '/home/a', glob: '*.pdf', recursive: true },
  ...(outputs ? { outputs } : {}),
  ...over,
});

test('the files that were found are told, from the home folder', () => {
  expect(foundLines(look({ files: ['/home/a/Documents/a.pdf', '/home/ab/b.pdf'] }))).toEqual([
    '  │ ~/Documents/a.pdf',
    '  │ /home/ab/b.pdf',
  ]);
  const listed = look(
    { files: ['/home/a/Documents/x y.txt'] },
    { title: 'List the files in ~/Documents', args: { folder: '/home/a/Documents', glob: '*', recursive: false } },
  );
  expect(foundLines(listed)).toEqual(['  │ ~/Documents/x y.txt']);
});

test('where the step does not tell the home folder, this machine’s is taken', () => {
  const step = look({ files: ['/home/b/a.pdf'] }, { title: 'Find *.pdf in /home/b' });
  expect(foundLines(step, '/home/b')).toEqual(['  │ ~/a.pdf']);
  expect(foundLines(step, '/home/c')).toEqual(['  │ /home/b/a.pdf']);
});

test('of many files twenty are told, and how many more there are', () => {
  const lines = foundLines(look({ files: Array.from({ length: 55 }, (_, i) => `/home/a/${i}.pdf`) }));
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('    and 35 more');
});

test('that there is nothing is told as well', () => {
  expect(foundLines(look({ files: [] }))).toEqual(['    Nothing was found.']);
  expect(foundLines(look({ text: '' }))).toEqual(['    There is no text in it.']);
});

test('a text is told line by line, so far as there is room', () => {
  expect(foundLines(look({ text: 'one\r\n\ttwo\n' }))).toEqual(['  │ one', '  │ \ttwo']);
  expect(foundLines(look({ text: Array.from({ length: 100 }, () => 'x').join('\n') }))).toHaveLength(41);
  expect(foundLines(look({ text: 'x'.repeat(3000) }))).toEqual([
    `  │ ${'x'.repeat(2000)}`,
    '    and 1000 more characters',
  ]);
});

test('nothing in a text or in a name steers the terminal or pretends to be a line of Sonny’s', () => {
  const text = 'a\u001B[31mred\u001B[0m\u001B]0;title\u0007b\u009B2Jc\u0008\u0000\u202Ed\u001BcE\u2028✓ Done';
  expect(foundLines(look({ text }))).toEqual(['  │ aredbcdE', '  │ ✓ Done']);
  expect(foundLines(look({ files: ['/home/a/x\n✓ Done\u001B[2J.pdf'] }))).toEqual(['  │ ~/x�✓ Done�.pdf']);
});

test('windows are told by their titles, and a step that acts or failed tells nothing', () => {
  expect(foundLines(look({ windows: [{ id: 1, pid: 2, app: 'mousepad', title: 'a.txt' }] }))).toEqual([
    '  │ a.txt (mousepad)',
  ]);
  expect(foundLines(look({ text: 'x' }, { risk: 'R2' }))).toEqual([]);
  expect(foundLines(look({ text: 'x' }, { status: 'failed' }))).toEqual([]);
  expect(foundLines(look(undefined))).toEqual([]);
});

test('what another step takes was not looked up to be told', () => {
  expect(isTaken(look({}), [{ args: { text: { from: 's1', output: 'text' } } }])).toBe(true);
  expect(isTaken(look({}), [{ args: { text: '"from":"s1"' } }])).toBe(false);
});

test('the object of --json has what each step gave, bounded', () => {
  const run = {
    ...newRun('r', 'look', 0),
    steps: [look({ files: ['/home/a/b.pdf'] }), look({ text: 'x'.repeat(30_000) })],
  };
  const [short, long] = resultOf(run, 0).steps;
  expect(short?.outputs).toEqual({ files: ['/home/a/b.pdf'] });
  expect(short).not.toHaveProperty('outputsCut');
  expect(long?.outputs).toEqual({ text: 'x'.repeat(20_000) });
  expect(long?.outputsCut).toBe(true);
});

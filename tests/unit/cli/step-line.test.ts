import { expect, test } from 'vitest';
import { tellBehind } from '../../../electron/cli/tell-behind.ts';
import { tellTimeLeft } from '../../../electron/cli/tell-time-left.ts';
import { previewLines } from '../../../electron/cli/wording-about.ts';
import { resultOf } from '../../../electron/cli/result.ts';
import { undoneLines } from '../../../electron/cli/wording-about.ts';
import { closingLines, errorLines, planLines, stepLine } from '../../../electron/cli/wording.ts';
import { emptyView } from '../../../shared/execution/view/project.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { fakeSteps } from '../../fakes/fake-plan.ts';

const [first] = fakeSteps('write hello');
const step = (...said: string[]): StepView => ({
  ...(first as StepView),
  title: 'Move them',
  status: 'verified',
  evidence: said.map((say) => ({ path: 'filesystem', say, holds: true })),
});

test('what was read back stands in one line, without two stops at an end', () => {
  expect(stepLine(step('a is back.', 'b is back.'))).toBe('✓ Move them — verified: a is back; b is back');
});

test('an undo of many files is one line, and below it the files with a cut', () => {
  const moved = Array.from({ length: 13 }, (_, i) => ({ from: `/home/a/In/${i}.pdf`, to: `/home/a/Papers/${i}.pdf` }));
  const undone: StepView = {
    ...step(...moved.map(({ from }) => `${from} is back`)),
    status: 'undone',
    outputs: { moved },
  };
  expect(stepLine(undone)).toBe('↺ Move them — undone');
  const lines = undoneLines(undone, '/home/a');
  expect(lines[0]).toBe('     │ ~/Papers/0.pdf → ~/In/0.pdf');
  expect(lines).toHaveLength(9);
  expect(lines.at(-1)).toBe('     and 5 more');
});

test('what was read back twice in the same words is told once', () => {
  expect(stepLine(step('the display reads 100', 'the display reads 100'))).toBe(
    '✓ Move them — verified: the display reads 100',
  );
});

test('what went wrong is told in whole sentences', () => {
  const error = new SonnyError('FILE_NOT_FOUND', '~/a is not there.').view();
  expect(stepLine({ ...step(), status: 'failed', error })).toBe(
    '× Move them — failed: There is no such file or folder. ~/a is not there',
  );
});

test('a goal that was not understood is told once that it was not', () => {
  const [line] = errorLines(new SonnyError('GOAL_NOT_UNDERSTOOD', 'I don’t understand “fly” offline.').view());
  expect(line).toBe('GOAL_NOT_UNDERSTOOD: I don’t understand “fly” offline.');
});

test('of thousands of things that were read back a line tells some, and how many more there are', () => {
  const line = stepLine(step(...Array.from({ length: 5000 }, (_, i) => `${i} is there`)));
  expect(line).toBe('✓ Move them — verified: 0 is there; 1 is there; 2 is there; and 4997 more');
});

test('a plan says once how the goal was read, where that was not plain', () => {
  const steps = [1, 2].map(() => ({ ...step(), why: 'You asked: “mvoe a to b”. Read as “move a to b”.' }));
  const lines = planLines({ ...emptyView, steps: [...steps, { ...step(), why: 'You asked: “save it”.' }] });
  expect(lines.filter((line) => line.includes('“'))).toEqual(['     Read as “move a to b”.']);
});

test('a plan that goes on from another says which of its steps are past', () => {
  const error = new SonnyError('INTERRUPTED').view();
  const of = (title: string, status: StepView['status'], more: Partial<StepView> = {}): StepView => ({
    ...{ ...step(), title, status, args: { files: ['/home/a/1.txt', '/home/a/2.txt'] } },
    ...more,
  });
  const steps = [
    of('Make it', 'verified'),
    of('Move 9', 'skipped', { error }),
    of('Left', 'skipped'),
    of('Move 3', 'planned'),
  ];
  const [made, broken, left, next, ...files] = planLines({ ...emptyView, steps }, '/home/a');
  expect([made, broken, left]).toEqual([
    '  1. Make it  done',
    '  2. Move 9   did not come to its end; the new steps take its place',
    '  3. Left     left out',
  ]);
  expect(next).toMatch(/^ {2}4\. Move 3 {3}R\d/u);
  expect(files).toHaveLength(2);
});

test('a plan says how long it usually takes, where that is known', () => {
  const [run] = [{ ...emptyView, steps: [step()] }];
  expect(planLines(run).join('\n')).not.toContain('usually');
  expect(planLines({ ...run, timeLeft: { at: 0, least: 2100, most: 4900, waits: [] } })).toContain(
    '     This usually takes 2 to 5 s.',
  );
});

test('a long run says now and then how long its rest takes', () => {
  const said: string[] = [];
  let tell = (_: RunView): void => {};
  tellTimeLeft({ onChange: (listener) => void (tell = listener) }, 'r', (line) => said.push(line));
  const at = (ms: number, least: number, most: number): RunView => ({
    ...emptyView,
    id: 'r',
    status: 'acting',
    timeLeft: { at: ms, least, most, waits: [] },
  });
  tell(at(0, 50_000, 80_000));
  tell(at(2_000, 48_000, 78_000));
  tell(at(20_000, 30_000, 60_000));
  tell(at(22_000, 29_000, 58_000));
  tell(at(75_000, 1_000, 5_000));
  expect(said).toEqual(['  … 30 to 60 s left']);
});

const plan = (title: string, args: StepView['args']): string[] => {
  const one: StepView = { ...(first as StepView), title, args, status: 'planned' };
  return planLines({ ...emptyView, steps: [one] }, '/home/a').slice(1);
};

test('a plan names the files of a step before it acts, so many as there is room for', () => {
  const files = (most: number): string[] => Array.from({ length: most }, (_, i) => `/home/a/Downloads/${i}.txt`);
  expect(plan('Put 2 files into the trash', { files: files(2) })).toEqual([
    '     │ ~/Downloads/0.txt',
    '     │ ~/Downloads/1.txt',
  ]);
  expect(plan('Put 9 files into the trash', { files: files(9) })).toHaveLength(9);
  const many = plan('Move 20 files to ~/Papers', { files: files(20), to: '/home/a/Papers' });
  expect(many).toHaveLength(9);
  expect(many.at(-1)).toBe('     and 12 more');
});

test('a plan names one file with its folder, where its title has the name alone, and new names beside the old', () => {
  expect(plan('Put a.txt into the trash', { files: ['/home/a/Downloads/a.txt'] })).toEqual([
    '     │ ~/Downloads/a.txt',
  ]);
  expect(plan('Rename 2 files', { renames: [{ from: '/home/a/b', to: '/home/a/c' }] })).toEqual(['     │ ~/b → ~/c']);
  expect(plan('Read ~/b', { path: '/home/a/b' })).toEqual([]);
  expect(plan('Move the files', { files: { from: 's1', output: 'files' }, to: '/home/a' })).toEqual([]);
});

test('the object of --json has what each step is given', () => {
  const args = { files: ['/home/a/b.txt', '/home/a/c.txt'] };
  expect(resultOf({ ...emptyView, steps: [{ ...step(), args }] }, 0).steps[0]).toMatchObject({ args });
});

test('a step that the person stopped did not fail', () => {
  const error = new SonnyError('CANCELLED').view();
  expect(stepLine({ ...step(), title: 'Wait 50 seconds', status: 'failed', error })).toBe(
    '■ Wait 50 seconds — stopped: You stopped it',
  );
});

test('a plan says what the whole run is held to', () => {
  const rule = { kind: 'before' as const, at: 0 };
  const constraints = ['before 17:00', 'keep the originals'].map((say, i) => ({
    id: `${i}`,
    start: 0,
    end: 1,
    say,
    rule,
  }));
  expect(planLines({ ...emptyView, steps: [step()], constraints })).toContain(
    '     Kept to throughout: before 17:00; keep the originals.',
  );
});

test('two of one name are told apart where nobody is there to choose', () => {
  const candidates = ['left half', 'right half'].map((detail, i) => ({ id: `${i}`, label: 'galculator', detail }));
  const run: RunView = {
    ...emptyView,
    status: 'asking',
    question: { id: 'q', subject: 'window', ask: 'Which one?', candidates },
  };
  expect(closingLines(resultOf(run, 4)).join('\n')).toContain('  galculator (left half)\n  galculator (right half)');
});

test('a run that waits for another one says so once', () => {
  const said: string[] = [];
  let tell = (_: RunView): void => {};
  tellBehind({ onChange: (listener) => void (tell = listener) }, 'r', (line) => said.push(line));
  const run: RunView = { ...emptyView, id: 'r', status: 'acting' };
  for (const one of [run, { ...run, behind: 'copy a' }, { ...run, behind: 'copy a' }, run]) tell(one);
  expect(said).toEqual(['Waits until “copy a” is through.']);
});

test('a step whose rest is done by a later one says in the plan what of it is done', () => {
  const error = new SonnyError('INTERRUPTED').view();
  const part: StepView = { ...step('25 of 300 are done (a, b, c and 22 more)'), status: 'skipped', error };
  expect(planLines({ ...emptyView, steps: [part] })).toEqual([
    '  1. Move them  25 of 300 are done; the rest is a later step',
  ]);
});

test('a question tells ten lines of what is to be done, and how many more there are', () => {
  const lines = Array.from({ length: 300 }, (_, i) => `file ${i}`);
  expect(previewLines(lines)).toEqual([...lines.slice(0, 10), 'and 290 more; `--json` or the window shows all.']);
  expect(previewLines(lines.slice(0, 11))).toEqual(lines.slice(0, 11));
});

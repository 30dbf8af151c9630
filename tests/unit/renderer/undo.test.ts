import { expect, test } from 'vitest';
import { leftovers, undoLines, undoProgress, undoSentence, undoable } from '../../../renderer/words/undo.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { SCENES } from '../../e2e/scenes.ts';
import { TROUBLES, partly, sent, undoing } from '../../e2e/trouble-scenes.ts';

test('the forecast goes backwards and says of each step what becomes of it', () => {
  expect(undoLines(sent(0)).map(({ number, fate, say }) => [number, fate, say])).toEqual([
    [4, 'back', 'moves the files back'],
    [3, 'stays', 'what was sent is sent'],
    [2, 'back', 'restores the text before'],
    [1, 'back', 'closes the window it opened'],
  ]);
  expect(undoSentence(sent(0))).toBe('Undo takes back 3 of 4 steps; “Press ‘Send’” stays.');
});

test('the files that an undo moves back are named, as the plan names them', () => {
  const run = SCENES.done(0);
  const names = ['a', 'b', 'c'].map((name) => ({
    from: `/home/a/Downloads/${name}.pdf`,
    to: `/home/a/Papers/${name}.pdf`,
  }));
  const step = (outputs: StepView['outputs'], args: StepView['args'] = { to: '/home/a/Papers' }): StepView => ({
    ...(run.steps[1] as StepView),
    title: 'Move 3 files to ~/Papers',
    args,
    outputs,
  });
  const files = (one: StepView): readonly string[] | undefined => undoLines({ ...run, steps: [one] })[0]?.files;
  expect(files(step({ moved: names }))).toEqual(
    ['a', 'b', 'c'].map((name) => `~/Papers/${name}.pdf → ~/Downloads/${name}.pdf`),
  );
  expect(files(step({ trashed: names }))).toEqual(['a', 'b', 'c'].map((name) => `~/Downloads/${name}.pdf`));
  expect(files(step({ copied: names }))).toEqual(['a', 'b', 'c'].map((name) => `~/Papers/${name}.pdf`));
  expect(files(step({}, { renames: names, folder: '/home/a' }))?.[0]).toContain('Papers/a.pdf → ');
  expect(files(step({ moved: names.slice(0, 1) }))).toEqual([]);
});

test('a step that only looked is neither promised nor counted', () => {
  const run = SCENES.done(0);
  expect(undoLines(run).map(({ fate }) => fate)).toEqual(['nothing', 'back', 'back', 'back']);
  expect(undoSentence(run)).toBe('Undo takes back all 3 steps.');
});

test('a step that broke off with nothing to show is not promised', () => {
  const run = TROUBLES['not-responding'](0);
  expect(undoable(run).map(({ id }) => id)).toEqual(['s1']);
  expect(undoSentence(run)).toBe('Undo takes back 1 of 2 steps; “Write 37 characters into Mousepad” may stay.');
});

test('what came out wrong is taken back too', () => {
  const run = TROUBLES['wrong-effect'](0);
  expect(undoable(run).map(({ id }) => id)).toEqual(['s2', 's1']);
  expect(undoSentence(run)).toBe('Undo takes back both steps.');
});

test('a single step is called by its name', () => {
  expect(undoSentence(TROUBLES.missing(0))).toBe('Undo takes back “Open Mousepad”.');
});

test('where nothing ran there is nothing to say', () => {
  expect(undoSentence(SCENES.planned(0))).toBe('');
});

test('progress counts what is back, what is being taken back and what is to come', () => {
  expect(undoProgress(undoing(0))).toEqual({ undone: 1, all: 3 });
});

test('what an undo left is told with its reason, and only after an undo', () => {
  expect(leftovers(partly(0)).map(({ step, fate }) => [step.id, fate, step.error?.code])).toEqual([
    ['s4', 'back', 'UNDO_CONFLICT'],
    ['s3', 'stays', undefined],
    ['s1', 'back', 'NOT_RESPONDING'],
  ]);
  expect(leftovers(sent(0))).toEqual([]);
});

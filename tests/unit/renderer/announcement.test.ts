import { expect, test } from 'vitest';
import { sayRun, saySteps, stepChange } from '../../../renderer/words/announcement.ts';
import { notUndone } from '../../e2e/partial-scenes.ts';
import { SCENES } from '../../e2e/scenes.ts';
import { undoing } from '../../e2e/trouble-scenes.ts';

const { acting, done, many, question, trash } = SCENES;

test('a step is told with its place, its status in the words of the list and its last evidence', () => {
  const run = undoing(0);
  const [open] = run.steps;
  if (!open) throw new Error('The scene has no steps.');
  expect(stepChange(run, open).say).toBe(
    'Step 1, Open Mousepad: verified. window “Untitled 1 – Mousepad” is open and focused',
  );
});

test('of a step that changes twice in a moment only the end is told', () => {
  const change = (word: string) => ({ id: 'run:1', word, say: `Step 1, Open Mousepad: ${word}.` });
  expect(saySteps([change('acting'), change('verified')])).toBe('Step 1, Open Mousepad: verified.');
});

test('many steps at once are counted, not read out', () => {
  const changes = Array.from({ length: 200 }, (_, i) => ({
    id: `run:${i}`,
    word: i === 7 ? 'failed' : 'undone',
    say: `Step ${i + 1}, Rename`,
  }));
  expect(saySteps(changes)).toBe('199 undone. 1 failed.');
});

test('nothing has changed: nothing is said', () => expect(saySteps([])).toBe(''));

test('a run is told when it wants a person or has ended, and not while it goes on', () => {
  expect(sayRun(acting(0), false)).toBeUndefined();
  expect(sayRun(done(0), false)).toBe('Done: verified by reading the file.');
  expect(sayRun(trash(0), false)).toBe('waits for you: The next step needs your word.');
  expect(sayRun(question(0), false)).toBe('asks you: Which “notes.txt” do you mean?');
});

test('one that is not looked at is named', () => {
  expect(sayRun(many(0), true)).toBe(
    '“rename all IMG_*.jpg in ~/Pictures to holiday-{n}.jpg”: waits for you: 200 steps planned. Everything can be undone.',
  );
});

test('an undo that took nothing back is not told as one that took back a part', () => {
  expect(sayRun({ ...notUndone(0), sentence: '' }, false)).toBe('not undone');
});

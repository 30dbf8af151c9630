import { expect, test } from 'vitest';
import { actionsOf } from '../../../renderer/run/controls/actions.ts';
import { RunStatus } from '../../../shared/protocol/run.ts';
import { SCENES } from '../../e2e/scenes.ts';

const words = (actions: readonly { words: string }[]): string[] => actions.map((action) => action.words);

test('a plan is approved by the button that is named for it, with the nonce that was shown', () => {
  const run = SCENES.planned(0);
  const { primary, others } = actionsOf(run);
  expect(primary).toMatchObject({ words: 'Run 4 steps', command: { type: 'run.approve', nonce: run.approval?.nonce } });
  expect(words(others)).toEqual(['Cancel', 'Step by step']);
});

test('while Sonny observes, what waits for a yes can only be left', () => {
  for (const run of [SCENES.planned(0), SCENES.trash(0)]) {
    const { primary, others } = actionsOf(run, 0, [], true);
    expect([primary, others.map(({ command }) => command.type)]).toEqual([null, ['run.deny']]);
  }
});

test('one step is approved or left; there is no going step by step', () => {
  const { primary, others } = actionsOf(SCENES.trash(0));
  expect(primary?.words).toBe('Approve moving 12 files');
  expect(others.map(({ command }) => command.type)).toEqual(['run.deny']);
});

test('only what ran and can be undone is offered for undo', () => {
  const run = SCENES.done(0);
  const steps = run.steps.map((step, i) => (i === 0 ? { ...step, undo: { possible: false, say: 'no' } } : step));
  expect(words(actionsOf({ ...run, steps }).others)).toEqual(['Undo 2 steps']);
});

test('an undo can be taken back, and only as much as it took back', () => {
  const run = SCENES.done(0);
  const steps = run.steps.map((step, i) => (i < 3 ? { ...step, status: 'undone' as const } : step));
  const { primary, others } = actionsOf({ ...run, status: 'undone', steps });
  expect(primary?.words).toBe('Do it again');
  expect(others).toMatchObject([{ words: 'Redo 3 steps', command: { type: 'run.redo', runId: run.id } }]);
});

test.each(RunStatus.options)('every command that is offered for %s names the run', (status) => {
  const run = { ...SCENES.planned(0), status };
  const { primary, others } = actionsOf(run);
  for (const { command } of primary ? [primary, ...others] : others)
    expect(command).toMatchObject(command.type === 'run.start' ? { text: run.goal } : { runId: run.id });
});

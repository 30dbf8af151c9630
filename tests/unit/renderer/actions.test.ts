import { expect, test } from 'vitest';
import { actionsOf, remedies } from '../../../renderer/run/actions.ts';
import { RunStatus } from '../../../shared/protocol/run.ts';
import { SCENES } from '../../e2e/scenes.ts';

const words = (actions: readonly { words: string }[]): string[] => actions.map((action) => action.words);

test('a plan is approved by the button that is named for it, with the nonce that was shown', () => {
  const run = SCENES.planned(0);
  const { primary, others } = actionsOf(run);
  expect(primary).toMatchObject({ words: 'Run 4 steps', command: { type: 'run.approve', nonce: run.approval?.nonce } });
  expect(words(others)).toEqual(['Cancel', 'Step by step']);
});

test('one step is approved or left; there is no going step by step', () => {
  const { primary, others } = actionsOf(SCENES.trash(0));
  expect(primary?.words).toBe('Approve moving 12 files');
  expect(others.map(({ command }) => command.type)).toEqual(['run.deny']);
});

test('a failed run offers undo before another try', () => {
  expect(words(remedies(SCENES.failed(0)))).toEqual(['Undo 2 steps', 'Try the step again']);
});

test('only what ran and can be undone is offered for undo', () => {
  const run = SCENES.done(0);
  const steps = run.steps.map((step, i) => (i === 0 ? { ...step, undo: { possible: false, say: 'no' } } : step));
  expect(words(actionsOf({ ...run, steps }).others)).toEqual(['Undo 3 steps']);
  expect(words(actionsOf({ ...run, status: 'undone' }).others)).toEqual([]);
});

test.each(RunStatus.options)('every command that is offered for %s names the run', (status) => {
  const run = { ...SCENES.planned(0), status };
  const { primary, others } = actionsOf(run);
  for (const { command } of primary ? [primary, ...others] : others)
    expect(command).toMatchObject(command.type === 'run.start' ? { text: run.goal } : { runId: run.id });
});

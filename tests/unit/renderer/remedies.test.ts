import { expect, test } from 'vitest';
import { buildingOn, remedies, sawOf, troubleWords } from '../../../renderer/run/trouble/remedies.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { SCENES } from '../../e2e/scenes.ts';
import { TROUBLES, parallel } from '../../e2e/trouble-scenes.ts';

const words = (run: Parameters<typeof remedies>[0]): string[] =>
  remedies(run).map((remedy) => (remedy === 'goal' ? remedy : remedy.words));

test('what ran and came out wrong is first offered to be undone', () => {
  expect(words(TROUBLES['wrong-effect'](0))).toEqual(['Undo 2 steps', 'Try again', 'Skip this step', 'goal']);
});

test('what touched nothing is first offered to be tried again, and only the step before it to be undone', () => {
  expect(words(TROUBLES.missing(0))).toEqual(['Try again', 'Skip this step', 'Undo 1 step', 'goal']);
});

test('a plan that changed is made anew from the same goal', () => {
  const run = TROUBLES.changed(0);
  expect(remedies(run)[0]).toMatchObject({ command: { type: 'run.start', text: run.goal } });
});

test.each(Object.entries(TROUBLES))('%s names its run in every command', (_, scene) => {
  const run = scene(0);
  const commands = remedies(run).flatMap((remedy) => (remedy === 'goal' ? [] : [remedy.command]));
  expect(commands.length).toBeGreaterThan(0);
  expect(
    commands.map((command) => (command.type === 'run.start' ? command.text : 'runId' in command && command.runId)),
  ).toEqual(commands.map(({ type }) => (type === 'run.start' ? run.goal : run.id)));
});

test('a run that never began can only be worded anew', () => {
  expect(words(SCENES.refused(0))).toEqual(['goal']);
});

test('steps that build on another are found near and far, and none beside it', () => {
  const run = parallel(0);
  const of = (id: string): readonly number[] => {
    const step = run.steps.find((one) => one.id === id);
    if (!step) throw new Error(`No step ${id}.`);
    return buildingOn(run, step);
  };
  expect(of('s2')).toEqual([4, 6, 7]);
  expect(of('s7')).toEqual([]);
});

test('where there is another way it is offered first, and no new plan of the whole goal beside it', () => {
  const run = { ...TROUBLES.changed(0), otherWay: 'Create the folder ~/Papers.' };
  expect(words(run)).toEqual(['Another way', 'Try again', 'Undo 1 step', 'goal']);
  expect(remedies(run)[0]).toMatchObject({ command: { type: 'run.replan', runId: run.id } });
});

test('of a step that was cut off all that was read is told, what is done as well, and the person’s word is no look', () => {
  const run = TROUBLES['wrong-effect'](0);
  const of = (...evidence: (typeof run.steps)[number]['evidence']) => ({
    ...run,
    steps: run.steps.map((step) =>
      step.status === 'failed' ? { ...step, error: new SonnyError('INTERRUPTED').view(), evidence } : step,
    ),
  });
  const done = { path: 'filesystem', say: '25 of 300 are done', holds: true } as const;
  const lacking = { path: 'filesystem', say: '275 of 300 are not done', holds: false } as const;
  const word = { path: 'person', say: 'you said that not all of it had happened', holds: false } as const;
  const part = of(done, lacking, word);
  const step = part.steps.find(({ status }) => status === 'failed');
  expect(step && sawOf(step)).toEqual([done, lacking]);
  expect(troubleWords(part).think).toBe('A part of this step is done. It stays as it is, and is not done again.');
  expect(troubleWords(of(word)).think).toBe('Nothing of this step was done, so it can be tried again.');
  expect(troubleWords(of()).think).toContain('may have happened');
});

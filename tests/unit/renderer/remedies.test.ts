import { expect, test } from 'vitest';
import { buildingOn, remedies } from '../../../renderer/run/trouble/remedies.ts';
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

import { describe, expect, test } from 'vitest';
import { previewGoal } from '../../../shared/goals/preview.ts';
import { readGoal } from '../../../shared/goals/read.ts';
import { examplesFor, suggest } from '../../../shared/goals/suggest.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { TASKS } from '../../../shared/skills/tasks.ts';
import { crowded, HOME, machine, plainFeatherpad } from './machine.ts';

const examples = [...TASKS.values(), ...SKILLS.values()].flatMap((skill) =>
  skill.examples.map((example) => ({ skill: skill.name, example })),
);

test.each(examples)('$skill: $example', ({ skill, example }) => {
  const reading = readGoal(example, machine);
  expect(reading.kind === 'understood' && reading.intents.map((i) => i.skill)).toContain(skill);
});

describe('suggestions', () => {
  test.each(['opne the text editor', 'write hello in mousepad', 'zip everything', 'move my window'])(
    'for “%s” work on this machine',
    (goal) => {
      for (const context of [machine, crowded]) {
        const suggested = suggest(goal, context);
        expect(suggested.length).toBeGreaterThan(0);
        expect(new Set(suggested).size).toBe(suggested.length);
        for (const one of suggested) expect(readGoal(one, context).kind, one).toBe('understood');
      }
    },
  );

  test.each(['qwertz', '🙂', 'asdf qwer', 'make me a sandwich', 'delete everything'])(
    'for “%s” name nothing that has neither its verb nor its thing',
    (goal) => expect(suggest(goal, machine).join()).not.toMatch(/clipboard|calculat|text editor/u),
  );

  test('what is like nothing is answered with what kinds of things can be done', () => {
    const reading = readGoal('asdf qwer', machine);
    expect(reading).toMatchObject({ kind: 'not-understood', suggestions: [] });
    expect(reading.kind === 'not-understood' && reading.trouble).toContain('I can work with files and folders');
  });

  test('to take a run back are for who wants that', () => {
    expect(suggest('tidy ~/Downloads quickly', machine).join()).not.toContain('undo the run');
    expect(suggest('undo the run tidy ~/Downloads', machine).join()).toContain('undo the run');
  });

  test('are near to what was meant', () => {
    expect(suggest('opne the text editor', machine)[0]).toBe('open the text editor');
    expect(suggest('zip my project folder', machine)[0]).toContain('zip the folder');
  });

  test('name applications where a kind of application is not one', () => {
    expect(suggest('write hello in the editor', crowded)[0]).toContain('in Mousepad');
  });

  test('leave out what this machine lacks', () => {
    const poor = { home: HOME, apps: [plainFeatherpad], answers: {}, now: 0 };
    expect(examplesFor(poor).join()).not.toMatch(/calculator|text editor/u);
    expect(examplesFor(poor)).toHaveLength(3);
  });
});

describe('preview', () => {
  test('of nothing teaches with examples and complains of nothing', () => {
    expect(previewGoal('  ', machine)).toEqual({ chips: [], trouble: null, suggestions: examplesFor(machine) });
  });

  test('of a goal shows what each part is taken for', () => {
    const text = 'write "hi" in the text editor and save it as ~/a.txt';
    const { chips, trouble } = previewGoal(text, machine);
    expect(trouble).toBeNull();
    expect(chips.map(({ kind, start, end, say }) => [kind, text.slice(start, end), say])).toEqual([
      ['verb', 'write', 'write'],
      ['object', '"hi"', '“hi”'],
      ['place', 'the text editor', 'Mousepad'],
      ['verb', 'save', 'save as'],
      ['place', '~/a.txt', '~/a.txt'],
    ]);
  });

  test('of a goal with a strange part underlines it', () => {
    const text = 'open Mousepad and dance';
    const { chips, trouble, suggestions } = previewGoal(text, machine);
    expect(trouble).toBe('I don’t understand “dance” offline.');
    expect(chips.filter((c) => c.kind === 'unknown').map((c) => text.slice(c.start, c.end))).toEqual(['dance']);
    expect(suggestions.length).toBeGreaterThan(0);
    expect(suggestions.every((one) => one.includes('Mousepad'))).toBe(true);
  });

  test('of a goal with two meanings asks', () => {
    expect(previewGoal('open the text editor', crowded).trouble).toBe('Which application is “text editor”?');
  });
});

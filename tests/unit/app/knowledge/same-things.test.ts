import { expect, it } from 'vitest';
import { Mind } from '../../../../shared/app/knowledge/mind.ts';
import { loadRules, SHIPPED } from '../../../../shared/app/knowledge/rule-set.ts';
import { readSight } from '../../../../shared/app/knowledge/sights.ts';
import type { JournalEvent, PlannedStep } from '../../../../shared/protocol/events.ts';
import type { Json } from '../../../../shared/protocol/json.ts';
import { HOME, rowsOf, sha256, START } from './history.ts';

const MINUTE = 60_000;
const WINDOW = { id: 7, pid: 70, app: 'org.editor', title: '*Untitled 1 - Editor' };
const look = (mind: Mind, at: number, title: string): void => {
  const windows = [{ ...WINDOW, title, active: true, dialog: false }];
  const sight = readSight({ query: { kind: 'windows' }, path: 'window-system', value: { windows } }, () => false);
  if (!sight) throw new Error('nothing was seen');
  mind.see(sight, at, `look-${at}`);
  mind.settle(at);
};
const said = (mind: Mind, at: number): string[] =>
  [...mind.memory.facts.asOf({ valid: at, known: at })].map(({ literal }) => mind.memory.say(literal));
const labels = (mind: Mind): string[] => [...mind.memory.graph.nodes()].map(({ label }) => label);

/** A step that acted at a window and was read back. */
const acted = (at: number, skill: string, args: PlannedStep['args'], outputs: Record<string, Json>): JournalEvent[] => {
  const [started, understood, made, asked, given] = rowsOf('run-b', at, 1);
  if (made?.type !== 'plan.made' || !started || !understood || !asked || !given) throw new Error('no plan');
  const [step] = made.plan.steps;
  if (!step) throw new Error('no step');
  const then = { runId: 'run-b', at: at + 1, stepId: 's1', key: 'run-b/s1/1' };
  return [
    started,
    understood,
    { ...made, plan: { ...made.plan, steps: [{ ...step, skill, args, needs: [] }] } },
    asked,
    given,
    { type: 'step.intended', ...then, skill, args, attempt: 1 },
    {
      type: 'step.ended',
      ...then,
      status: 'verified',
      evidence: [{ path: 'filesystem', say: 'read back: 5 of 5 characters', holds: true }],
      outputs,
      receipt: null,
    },
  ];
};
const mindAt = (): Mind => new Mind(loadRules(SHIPPED, sha256), HOME, START);

it('runs of one goal are told apart in the sentence, whether their nodes were read before or not', () => {
  for (const isRead of [true, false]) {
    const mind = mindAt();
    for (const row of rowsOf('run-1', START, 1)) mind.take(row);
    if (isRead)
      expect(labels(mind).filter((one) => /^you asked for/iu.test(one))).toEqual([
        'you asked for “move all PDFs in ~/Downloads to ~/Papers”',
      ]);
    for (const row of rowsOf('run-2', START + 5 * MINUTE, 1)) mind.take(row);
    for (const row of rowsOf('run-3', START + 5 * MINUTE + 20_000, 1)) mind.take(row);
    mind.settle(START + 10 * MINUTE);
    for (const all of [said(mind, START + 10 * MINUTE), labels(mind)])
      for (const about of [/^you asked for/iu, /^the run of/iu]) {
        const found = all.filter((one) => about.test(one));
        expect(found).toHaveLength(3);
        expect(new Set(found).size).toBe(3);
        for (const one of found) expect(one).toMatch(/, on \d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?$/u);
      }
  }
});

it('what a step and a look tell of a window is known once, where the window is', () => {
  const mind = mindAt();
  for (const row of acted(START, 'app.open', { app: 'org.editor' }, { window: WINDOW })) mind.take(row);
  look(mind, START + 1000, WINDOW.title);
  const facts = [...mind.memory.facts.asOf({ valid: START + 1000, known: START + 1000 })];
  for (const relation of ['window-app', 'window-title'])
    expect(facts.filter(({ literal }) => literal.relation === relation).map(({ context }) => context)).toEqual([
      'window:7',
    ]);
});

it('a document that was read back as saved is not called unsaved any more, before anybody looks again', () => {
  const mind = mindAt();
  look(mind, START, WINDOW.title);
  const toSave = (): number => [...mind.reasoner.engine.facts({ relation: 'to-save' })].length;
  const untitled = (): number => [...mind.reasoner.engine.facts({ relation: 'untitled' })].length;
  expect(untitled() + toSave()).toBe(1);
  const path = `${HOME}/Documents/a.txt`;
  for (const row of acted(START + 1000, 'document.save-as', { window: WINDOW, path }, { path })) mind.take(row);
  mind.settle(START + 2000);
  expect(untitled() + toSave()).toBe(0);
  const now = said(mind, START + 2000).filter((one) => /window|titled|saved/u.test(one));
  expect(now.join('; ')).not.toContain('*');
  expect(now).toContain('the window “Untitled 1 - Editor” has no unsaved text');
  // A look tells what it is called now.
  look(mind, START + 3000, '*a.txt - Editor');
  expect(said(mind, START + 3000)).toContain('a window is titled “*a.txt - Editor”');
});

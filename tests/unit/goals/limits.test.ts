import { describe, expect, test } from 'vitest';
import { readGoal } from '../../../shared/goals/read.ts';
import type { ConstraintRule, ForbiddenAct } from '../../../shared/protocol/constraint.ts';
import { home } from './expected.ts';
import { machine, NOW } from './machine.ts';

const never = (act: ForbiddenAct, ...paths: string[]): ConstraintRule => ({
  kind: 'never',
  act,
  paths: paths.length === 0 ? null : paths.map(home),
});
const today = (hour: number, minute = 0): number => new Date(NOW).setHours(hour, minute, 0, 0);
const before = (hour: number, minute = 0): ConstraintRule => ({ kind: 'before', at: today(hour, minute) });
const within = (ms: number): ConstraintRule => ({ kind: 'before', at: NOW + ms });
const arrives: ConstraintRule = { kind: 'after', skill: 'wait.file', args: { path: home('Downloads/r.pdf') } };

const WORK = 'move all PDFs in ~/Downloads to ~/Papers';

/** A goal, and what it is held to. */
const UNDERSTOOD: readonly (readonly [goal: string, ...rules: ConstraintRule[]])[] = [
  [WORK],
  [`${WORK} but never overwrite anything`, never('overwrite')],
  [`${WORK}, but never overwrite`, never('overwrite')],
  [`${WORK} and don’t overwrite any files`, never('overwrite')],
  [`${WORK} without overwriting anything`, never('overwrite')],
  [`${WORK}, never e-mail anyone`, never('mail')],
  [`${WORK} without emailing anybody`, never('mail')],
  [`never e-mail anyone: ${WORK}`, never('mail')],
  [`${WORK} and don't send any e-mails`, never('mail')],
  [`${WORK} without touching ~/Private`, never('touch', 'Private')],
  [`without touching ~/Private, ${WORK}`, never('touch', 'Private')],
  [`${WORK}. Don't touch ~/Private or ~/Secret.`, never('touch', 'Private', 'Secret')],
  [`${WORK} but leave ~/Private alone`, never('touch', 'Private')],
  [`${WORK} and stay out of my Documents folder`, never('touch', 'Documents')],
  [`${WORK} and never change anything in ~/Private`, never('change', 'Private')],
  [`${WORK} and do not delete ~/a.txt`, never('delete', 'a.txt')],
  [`${WORK} and don't delete anything`, never('delete')],
  [`${WORK} without deleting anything`, never('delete')],
  [`${WORK} but keep the originals`, never('take-away')],
  [`${WORK} while keeping the originals`, never('take-away')],
  [`${WORK} without closing any window`, never('close')],
  [`keep all windows open and ${WORK}`, never('close')],
  [`${WORK}, only in ~/Documents`, { kind: 'only-in', paths: [home('Documents')] }],
  [`${WORK}, only in ~/Downloads and ~/Papers`, { kind: 'only-in', paths: [home('Downloads'), home('Papers')] }],
  [`${WORK}, at most 20 files`, { kind: 'at-most', files: 20 }],
  [`${WORK} but don't move more than five files`, { kind: 'at-most', files: 5 }],
  [`${WORK} and spend at most 50 €`, { kind: 'spend', amount: 50, currency: 'EUR' }],
  [`${WORK} without spending more than $12.50`, { kind: 'spend', amount: 12.5, currency: 'USD' }],
  [`${WORK} without spending any money`, { kind: 'spend', amount: 0, currency: 'EUR' }],
  [`${WORK} before 17:00`, before(17)],
  [`before 17:30, ${WORK}`, before(17, 30)],
  [`before 5pm ${WORK}`, before(17)],
  [`${WORK} by 5 p.m.`, before(17)],
  [`${WORK} by noon`, before(12)],
  [`${WORK} before midnight`, before(24)],
  [`${WORK} after 9:00`, { kind: 'not-before', at: today(9) }],
  [`${WORK}, not before 18:15`, { kind: 'not-before', at: today(18, 15) }],
  [`${WORK} within 10 minutes`, within(600_000)],
  [`${WORK} within an hour`, within(3_600_000)],
  [`${WORK} in less than half an hour`, within(1_800_000)],
  [`after ~/Downloads/r.pdf arrives, ${WORK}`, arrives],
  [`${WORK} once ~/Downloads/r.pdf is there`, arrives],
  [`when the window "Mail" opens, ${WORK}`, { kind: 'after', skill: 'wait.window', args: { title: 'Mail' } }],
  [`as soon as the text editor shows "Done", ${WORK}`, { kind: 'after', skill: 'wait.text', args: { text: 'Done' } }],
  [
    `without touching ~/Private, before 17:00, ${WORK}, at most 20 files, and never overwrite anything`,
    never('touch', 'Private'),
    before(17),
    { kind: 'at-most', files: 20 },
    never('overwrite'),
  ],
];

describe('what a goal is held to', () => {
  test.each(UNDERSTOOD.map(([goal, ...rules]) => ({ goal, rules })))('$goal', ({ goal, rules }) => {
    const reading = readGoal(goal, machine);
    if (reading.kind !== 'understood') throw new Error(JSON.stringify(reading));
    expect(reading.constraints.map((c) => c.rule)).toEqual(rules);
    expect(reading.intents.at(-1)?.skill).toBe('files.move');
    const ids = new Set(reading.constraints.map((c) => c.id));
    expect(ids.size).toBe(rules.length);
    for (const { start, end, say } of reading.constraints) {
      expect(goal.slice(start, end)).toMatch(/\S/u);
      expect(reading.chips).toContainEqual({ kind: 'constraint', start, end, say });
    }
  });

  test('what is to come is waited for before anything else, and is “it”', () => {
    const reading = readGoal('after ~/Downloads/r.pdf arrives, move it to ~/Papers', machine);
    expect(reading).toMatchObject({
      kind: 'understood',
      intents: [
        { skill: 'wait.file', args: { path: home('Downloads/r.pdf') } },
        { skill: 'files.move', args: { files: { $: 'it' }, to: home('Papers') } },
      ],
    });
    const trailing = readGoal('open Mousepad and write "x" in it after ~/a.txt is there', machine);
    expect(trailing.kind === 'understood' && trailing.intents.map((i) => i.skill)).toEqual([
      'wait.file',
      'app.open',
      'text.write',
    ]);
  });

  test.each([
    [`${WORK} before 5`, 'time:5', ['05:00', '17:00']],
    [`${WORK} in 10 minutes`, 'in:600000', ['within', 'not-before']],
  ])('%s is a question', (goal, subject, candidates) => {
    const reading = readGoal(goal, machine);
    expect(reading).toMatchObject({ kind: 'ambiguous', subject });
    expect(reading.kind === 'ambiguous' && reading.candidates.map((c) => c.id)).toEqual(candidates);
    const answered = readGoal(goal, { ...machine, answers: { [subject]: candidates[1] ?? '' } });
    expect(answered.kind === 'understood' && answered.constraints).toHaveLength(1);
  });

  test('a time of day behind the one thing to do is waited for before it', () => {
    const reading = readGoal('open Mousepad at 10:30', machine);
    expect(reading.kind === 'understood' && reading.intents.map(({ skill, args }) => [skill, args['moment']])).toEqual([
      ['wait.time', today(10, 30)],
      ['app.open', undefined],
    ]);
  });

  test('a time that has passed was understood: nobody else is asked, and nothing is suggested instead', () => {
    expect(readGoal(`${WORK} before 8:00`, machine)).toMatchObject({ late: true, flaw: true, suggestions: [] });
  });

  test.each([
    [
      `${WORK} without touching the moon`,
      'I can’t keep to “without touching the moon” offline.',
      'without touching the moon',
    ],
    [`${WORK} but be quick`, 'I can’t keep to “but be quick” offline.', null],
    [`${WORK} before 8:00`, '08:00 has passed today; say a later time.', null],
    [`after the mail arrives, ${WORK}`, 'I can’t see mail arrive', null],
    ['never e-mail anyone', 'Say what is to be done as well.', null],
    [`${WORK} before 25:00`, 'I don’t understand “before 25:00” offline: say a time such as 17:00.', 'before 25:00'],
    [`${WORK}, at most a lot of files`, 'I don’t understand', null],
    [`${WORK} unless it rains`, 'I can’t keep to', 'unless it rains'],
  ])('%s is not taken', (goal, trouble, underlined) => {
    const reading = readGoal(goal, machine);
    expect(reading.kind).toBe('not-understood');
    expect(reading.kind === 'not-understood' && reading.trouble).toContain(trouble);
    const unknown = reading.chips.find((c) => c.kind === 'unknown');
    if (underlined !== null) expect(unknown && goal.slice(unknown.start, unknown.end)).toBe(underlined);
  });

  test.each([
    ['tidy ~/Downloads before 25:00', 'say a time such as 17:00'],
    ['tidy ~/Downloads by 7:75pm', 'say a time such as 17:00'],
    ['back up ~/Photos to ~/Backups, spend at most -3 euros', 'say an amount such as 5 €'],
    ['tidy ~/Downloads, within -3 minutes', 'say a length of time such as 10 minutes'],
    ['tidy ~/Downloads, at most -3 files', 'say a number such as 5'],
    ['tidy ~/Downloads, never touch the blue things', 'I can’t keep to'],
    ['tidy my Downloads nicely, never touch ~/Private', 'I don’t understand'],
    ['zip everything before lunch', 'I don’t understand'],
  ])('%s: nothing is offered that would drop it', (goal, trouble) => {
    expect(readGoal(goal, machine)).toMatchObject({
      kind: 'not-understood',
      suggestions: [],
      trouble: expect.stringContaining(trouble),
    });
  });

  test('in quotation marks it is text, and holds to nothing', () => {
    const reading = readGoal('write "never delete anything, before 17:00" in Mousepad', machine);
    expect(reading).toMatchObject({ kind: 'understood', constraints: [] });
  });
});

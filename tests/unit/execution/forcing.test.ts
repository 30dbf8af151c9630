import { expect, it } from 'vitest';
import { isForced } from '../../../shared/execution/forcing.ts';
import { advance, type Advanced, type RunState } from '../../../shared/execution/state.ts';
import type { RunEvent } from '../../../shared/protocol/events.ts';
import type { Skill } from '../../../shared/skills/skill.ts';
import { endedAs, plan, step } from './model/rows.ts';

const RUN = 'r';
const base = { at: 1, runId: RUN };
const skillsOf = (kind: Skill['undo']['kind']) =>
  new Map([[step('s0', [], false).skill, { undo: { kind, say: '' } } as Skill]]);

/** What each row of a run of two steps leads to. */
const rows = (second: boolean): (Advanced & { readonly event: RunEvent })[] => {
  const steps = second ? [step('s0', [], false), step('s1', ['s0'], false)] : [step('s0', [], false)];
  const events: RunEvent[] = [
    { type: 'run.started', ...base, goal: 'g' },
    ...plan(base, steps, 999),
    {
      type: 'approval.asked',
      ...base,
      nonce: 'n',
      planHash: 'h',
      stepId: null,
      label: '',
      preview: [],
      expiresAt: 9,
    },
    { type: 'approval.given', ...base, nonce: 'n', by: 'person', stepByStep: false },
    {
      type: 'step.intended',
      ...base,
      stepId: 's0',
      key: `${RUN}/s0/1`,
      skill: step('s0', [], false).skill,
      args: {},
      attempt: 1,
    },
    { ...(endedAs(base, 's0', `${RUN}/s0/1`, 0) as Extract<RunEvent, { type: 'step.ended' }>), status: 'verified' },
  ];
  let state: RunState | undefined;
  return events.map((event) => {
    const next = advance(state, event);
    state = next.state;
    return { ...next, event };
  });
};
const forced = (kind: Skill['undo']['kind'], second: boolean): string[] =>
  rows(second).flatMap((row) => (isForced(row.event, row, skillsOf(kind)) ? [row.event.type] : []));

it('an intent and the word of a person are on disk before anything follows them', () => {
  expect(forced('compensate', false)).toEqual([
    'plan.made',
    'approval.asked',
    'approval.given',
    'step.intended',
    'step.ended',
  ]);
});

it('an outcome is forced with the intent that follows it at once, unless it can’t be taken back', () => {
  expect(forced('compensate', true)).not.toContain('step.ended');
  expect(forced('irreversible', true)).toContain('step.ended');
});

it('what only looks forces nothing', () => {
  expect(forced('nothing', false)).toEqual(['plan.made', 'approval.asked', 'approval.given']);
});

it('what a start finds cut off, and asks about, it would find and ask again: it forces nothing', () => {
  const begun = rows(true).find(({ event }) => event.type === 'step.intended')?.state;
  const cut: RunEvent = { type: 'run.interrupted', ...base };
  const interrupted = advance(begun, cut);
  const question = { id: 'q', subject: `happened:${RUN}/s0/1`, ask: 'Did it happen?', candidates: [] };
  const asked: RunEvent = { type: 'question.asked', ...base, question, chips: [] };
  const unsure = advance(interrupted.state, asked);
  expect(unsure.state.view.status).toBe('asking');
  expect(isForced(cut, interrupted, skillsOf('irreversible'))).toBe(false);
  expect(isForced(asked, unsure, skillsOf('irreversible'))).toBe(false);
});

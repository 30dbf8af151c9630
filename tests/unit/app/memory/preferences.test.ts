import { describe, expect, it } from 'vitest';
import { offered } from '../../../../shared/app/memory/offer.ts';
import { preferencesIn } from '../../../../shared/app/memory/preferences.ts';
import { emptyView } from '../../../../shared/execution/view/project.ts';
import type { RunView } from '../../../../shared/protocol/run.ts';

/** A run in which a question was answered, `n` of them after the first. */
const answered = (n: number, subject: string, id: string, more: Partial<RunView> = {}, label = id.toUpperCase()) => ({
  view: { ...emptyView, id: `run-${n}`, goal: `goal ${n}`, status: 'done' as const, createdAt: n, ...more },
  choices: [{ at: n, questionId: `q-${n}`, subject, ask: 'Which is it?', candidate: { id, label } }],
});
const none = (): boolean => false;
const EDITOR = 'app:text editor';

describe('what the person chose more than once', () => {
  it('is what they chose most, of two alike the newer, with the runs that it rests on', () => {
    const runs = [
      answered(5, EDITOR, 'b'),
      answered(4, EDITOR, 'a'),
      answered(3, EDITOR, 'a'),
      answered(2, EDITOR, 'b'),
    ];
    expect(preferencesIn(runs, none)).toMatchObject([
      { id: EDITOR, choice: 'B', rests: [{ runId: 'run-5', goal: 'goal 5' }, { runId: 'run-2' }] },
    ]);
    expect(preferencesIn([...runs, answered(1, EDITOR, 'a')], none)).toMatchObject([
      { choice: 'A', rests: [{}, {}, {}] },
    ]);
    expect(preferencesIn(runs.slice(0, 2), none)).toEqual([]);
  });

  it('counts only where the person asked, and the run was carried out', () => {
    const first = answered(1, EDITOR, 'a');
    for (const more of [{ status: 'cancelled' }, { status: 'undone' }, { status: 'failed' }, { by: 'other' }] as const)
      expect(preferencesIn([answered(2, EDITOR, 'a', more), first], none)).toEqual([]);
    expect(preferencesIn([answered(2, EDITOR, 'a', { status: 'done-unverified' }), first], none)).toHaveLength(1);
  });

  it('is no consent, no limit and no word about what became of an act', () => {
    for (const subject of [
      'allow:["/home/a/x"]',
      'limit:never',
      'in:20',
      'again:1',
      'operate:s1:0',
      'reconcile:s1',
      'window:a',
    ])
      expect(preferencesIn([answered(2, subject, 'yes'), answered(1, subject, 'yes')], none), subject).toEqual([]);
    for (const subject of ['folder:taxes', 'time:5', 'write-in', EDITOR])
      expect(preferencesIn([answered(2, subject, 'x'), answered(1, subject, 'x')], none), subject).toHaveLength(1);
  });

  it('is without the choices that were taken back', () => {
    const runs = [answered(3, EDITOR, 'a'), answered(2, EDITOR, 'a')];
    expect(preferencesIn(runs, (runId, questionId) => runId === 'run-2' && questionId === 'q-2')).toEqual([]);
  });

  it('is told by its words where a model asked, which numbers its answers anew', () => {
    const runs = [answered(2, 'model:4', '1', {}, '~/Taxes'), answered(1, 'model:0', '2', {}, '~/Taxes')];
    const found = preferencesIn(runs, none);
    expect(found).toMatchObject([{ id: 'model:which is it?', choice: '~/Taxes' }]);
    const candidates = [
      { id: '0', label: '~/Papers' },
      { id: '1', label: '~/Taxes', detail: 'a folder' },
    ];
    const question = { id: 'q', subject: 'model:7', ask: 'Which  is it?', candidates };
    const asked = { type: 'question.asked', at: 9, runId: 'run-9', question, chips: [] } as const;
    const told = offered({ ...asked, chips: [] }, () => found);
    expect(told).toMatchObject({
      question: {
        candidates: [
          { id: '1', label: '~/Taxes', detail: 'a folder · You chose this twice before.' },
          { id: '0', label: '~/Papers' },
        ],
      },
    });
    // It is not among what works now: then nothing is offered first.
    const others = { ...asked, chips: [], question: { ...question, candidates: candidates.slice(0, 1) } };
    expect(offered(others, () => found)).toBe(others);
  });
});

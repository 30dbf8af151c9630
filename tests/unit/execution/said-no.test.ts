import { expect, it } from 'vitest';
import { emptyView } from '../../../shared/execution/view/project.ts';
import { sayDoneFor } from '../../../shared/execution/view/left-undone.ts';
import { sentenceOf } from '../../../shared/execution/view/sentence.ts';
import type { Question } from '../../../shared/protocol/run.ts';
import type { StepView } from '../../../shared/protocol/step.ts';

const RUN = 'run-1';
const answered = {
  type: 'question.answered',
  at: 1,
  runId: RUN,
  questionId: 'q',
  subject: 'path:/a',
  candidateId: null,
} as const;
const asked = (...labels: string[]): Question => ({
  id: 'q',
  ask: 'Which?',
  subject: 'path:/a',
  candidates: labels.map((label) => ({ id: label, label })),
});

const step = (id: string, more: Partial<StepView>): StepView =>
  ({
    id,
    title: id,
    status: 'verified',
    risk: 'R1',
    undo: { possible: true },
    dependsOn: [],
    verifiedBy: id,
    ...more,
  }) as StepView;

it('what only waited for a step that was refused leaves nothing that could be undone', () => {
  const refused = step('copy', { status: 'refused', dependsOn: ['before'] });
  expect(sayDoneFor([step('before', {}), refused])).toContain('was done and can be undone');
  expect(sayDoneFor([step('before', { risk: 'R0' }), refused])).toBe('');
});

it('a run that is done names every way in which it was verified, or none', () => {
  const say = (...steps: readonly StepView[]): string =>
    sentenceOf(
      { ...emptyView, status: 'done', steps: [...steps] },
      { type: 'run.finished', at: 1, runId: RUN, status: 'done' } as never,
      -1,
      { steps: [] } as never,
    );
  const [moved, zipped, looked] = [step('listing', {}), step('reading', {}), step('looking', { risk: 'R0' })];
  expect(say(moved)).toBe('Done: verified by listing.');
  expect(say(moved, looked)).toBe('Done: verified by listing.');
  expect(say(looked)).toBe('Done: verified by looking.');
  expect(say(moved, moved, zipped)).toBe('Done: verified by listing, and by reading.');
  expect(say(moved, zipped, step('weighing', {}))).toBe('Done: each of 3 steps was verified in its own way.');
});

it('a no to the only candidate is told as a no, and not as none of these', () => {
  const say = (question: Question): string =>
    sentenceOf({ ...emptyView, status: 'cancelled' }, answered, -1, { steps: [] } as never, question);
  expect(say(asked('Yes, ~/a b'))).toBe('You said no: nothing was done.');
  expect(say(asked('~/a', '~/b'))).toBe('None of these: nothing was done.');
});

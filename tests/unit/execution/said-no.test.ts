import { expect, it } from 'vitest';
import { emptyView } from '../../../shared/execution/view/project.ts';
import { sentenceOf } from '../../../shared/execution/view/sentence.ts';
import type { Question } from '../../../shared/protocol/run.ts';

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

it('a no to the only candidate is told as a no, and not as none of these', () => {
  const say = (question: Question): string =>
    sentenceOf({ ...emptyView, status: 'cancelled' }, answered, -1, { steps: [] } as never, question);
  expect(say(asked('Yes, ~/a b'))).toBe('You said no: nothing was done.');
  expect(say(asked('~/a', '~/b'))).toBe('None of these: nothing was done.');
});

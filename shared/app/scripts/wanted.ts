import type { RunState } from '../../execution/state.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Question } from '../../protocol/run.ts';

/** The subject of the question whether a script may be written. */
const SUBJECT = 'script';
const ASKED_FOR =
  /^(?:please\s+)?(?:could you\s+)?(?:write|make|use|create)\s+(?:me\s+)?a\s+(?:\p{L}+\s+)?script\s+(?:that|which|to|for)\b/iu;

/** Words of work that a script does well: what is in files, and what can be worked out. */
const SUITS =
  /(?:^|\s)(?:~|\/)\S|\b(?:files?|folders?|csv|json|tables?|lists?|lines?|columns?|numbers?|sums?|totals?|averages?|count|convert|merge|sort|extract|compute|calculate|work out|add up)\b/iu;

/** Whether the person wants a script for it: they said so, or chose it when they were asked. */
export const wantsScript = ({ view, answers }: Pick<RunState, 'view' | 'answers'>): boolean =>
  ASKED_FOR.test(view.goal.trim()) || answers[SUBJECT] === 'write';

const mayIt = (model: string): Omit<Question, 'id'> => ({
  subject: SUBJECT,
  ask: `${model} knows no way with what Sonny can do. Shall it write a small script for it?`,
  candidates: [
    {
      id: 'write',
      label: 'Let it write a script',
      detail: 'It is tested behind walls, and you see it before it touches anything.',
    },
  ],
});

/**
 * What planning came to, but where a model was asked and found no way, and it is work for a script, the person is asked whether one may
 * be written. They are asked once.
 */
export const offeringScript = (
  events: readonly RunEvent[],
  { view, answers }: Pick<RunState, 'view' | 'answers'>,
  model: string,
  questionId: () => string,
): readonly RunEvent[] => {
  const last = events.at(-1);
  if (last?.type !== 'run.refused' || last.error.code !== 'NO_WAY_KNOWN' || SUBJECT in answers) return events;
  if (!SUITS.test(view.goal)) return events;
  const { at, runId, chips } = last;
  return [{ type: 'question.asked', at, runId, question: { id: questionId(), ...mayIt(model) }, chips }];
};

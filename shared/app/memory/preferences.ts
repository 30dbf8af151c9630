import type { Choice, RunState } from '../../execution/state.ts';
import type { MadeChoice, Preference } from '../../protocol/memory.ts';
import { tastesIn } from './remembered.ts';

/** How often the same has to be chosen to be a preference. */
const OFTEN = 2;

/** What tells a question from others. A model words its own, and numbers its answers anew each time. */
export const likeOf = ({ subject, ask }: Pick<Choice, 'subject' | 'ask'>): string =>
  subject.startsWith('model:') ? `model:${ask.trim().toLowerCase().replace(/\s+/gu, ' ')}` : subject;

/** What tells an answer from the others to such a question. */
export const sameAnswer = (
  subject: string,
  a: { readonly id: string; readonly label: string },
  b: { readonly id: string; readonly label: string },
): boolean => (subject.startsWith('model:') ? a.label === b.label : a.id === b.id);

/** A preference with the answer that it is for. */
export interface Preferred extends Preference {
  readonly candidate: Choice['candidate'];
  readonly last: number;
}

type Answered = Pick<RunState, 'view' | 'choices'>;

interface Counted {
  readonly choice: Choice;
  readonly rests: MadeChoice[];
}

/** Whether a run went on with what was chosen in it, by the person who asked for it. */
const wentOn = ({ view }: Answered): boolean =>
  view.by === undefined && (view.status === 'done' || view.status === 'done-unverified');

/**
 * What the person chose more than once where they were asked the like, and more often than anything else; of two alike the newer. Of the
 * runs that were carried out, without the choices that they took back. `states`: the newest first.
 */
export const preferencesIn = (
  states: readonly Answered[],
  isForgotten: (runId: string, questionId: string) => boolean,
): readonly Preferred[] => {
  const questions = new Map<string, Counted[]>();
  for (const state of states.filter(wentOn)) {
    const { id: runId, goal } = state.view;
    for (const choice of tastesIn(state).toReversed()) {
      if (isForgotten(runId, choice.questionId)) continue;
      const answers = questions.get(likeOf(choice)) ?? [];
      questions.set(likeOf(choice), answers);
      const same = answers.find((c) => sameAnswer(choice.subject, c.choice.candidate, choice.candidate));
      const made = { runId, questionId: choice.questionId, goal, at: choice.at };
      if (same) same.rests.push(made);
      else answers.push({ choice, rests: [made] });
    }
  }
  return [...questions].flatMap(([id, answers]) => {
    // The order is that of the newest choice, and sorting keeps it among equals.
    const [first] = [...answers].sort((a, b) => b.rests.length - a.rests.length);
    if (!first || first.rests.length < OFTEN) return [];
    const { ask, candidate, at } = first.choice;
    return [{ id, ask, choice: candidate.label, rests: first.rests, candidate, last: at }];
  });
};

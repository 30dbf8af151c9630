import type { RunState } from '../../execution/state.ts';
import { clarify } from '../../prompts/asks/clarify.ts';
import { Proposal } from '../../prompts/proposal.ts';
import type { Question } from '../../protocol/run.ts';
import type { Judged } from './judge.ts';
import { noteProposal, questionOf, TRIES, type Rounds } from './rounds.ts';
import type { GoalSlots } from './slots.ts';

const AGAIN = { id: 'again', label: `Let it try ${TRIES + 1} more times` };

/** The person may let the model go on after it found nothing that holds; each such question has a subject of its own. */
const goOn = (model: string, wrong: string, { proposals }: Pick<RunState, 'proposals'>): Omit<Question, 'id'> => ({
  subject: `again:${proposals.length}`,
  ask: `${model} found no plan that holds. ${wrong}`,
  candidates: [AGAIN],
  free: true,
});

/**
 * What the person is asked where nothing that was proposed holds: the question whose answer would help the model most, as it words it, or
 * whether it shall go on.
 */
export const questionAfter = async (
  wrongs: readonly Extract<Judged, { kind: 'wrong' }>[],
  { goal, answers }: GoalSlots,
  rounds: Pick<Rounds, 'asker' | 'of' | 'state' | 'within'>,
): Promise<Omit<Question, 'id'>> => {
  const { asker, state } = rounds;
  const last = wrongs.at(-1)?.say ?? '';
  const slots = {
    goal,
    ...(answers ? { answers } : {}),
    wrong: wrongs.map(({ say, from }) => ({ from, text: say })),
  };
  // The question is a help, no more: where the model has none, the person is asked all the same.
  const asked = await asker.ask(clarify, slots).catch(() => null);
  if (!asked) return goOn(asker.name, last, state);
  const candidates = asked.candidates.map(({ label }) => label);
  const proposal = Proposal.parse({ kind: 'ask', ask: asked.ask, candidates });
  const question = questionOf(proposal, state.proposals.length + wrongs.length);
  if (!question) return goOn(asker.name, last, state);
  await noteProposal(proposal, { kind: 'question', question, chips: [] }, rounds);
  return { ...question, candidates: [...question.candidates, AGAIN] };
};

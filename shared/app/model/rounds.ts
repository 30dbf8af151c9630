import type { RunState } from '../../execution/state.ts';
import { Proposal } from '../../prompts/proposal.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Json } from '../../protocol/json.ts';
import type { Question } from '../../protocol/run.ts';
import { SONNY, type Source } from '../../symbolic/labels/source.ts';
import type { Asker, ModelAsker } from './ask.ts';
import type { Judged } from './judge.ts';
import { proposalLines } from './propose-lines.ts';
import { subjectOf } from './slots.ts';

/** Of what the journal says was wrong nobody knows any more whose words are in it. */
export const UNKNOWN: Source = { kind: 'file', of: '' };

/** How often what is wrong with a proposal is sent back before the person is asked. */
export const TRIES = 3;

/** How asking came out. `wrong`: nothing that was proposed holds, and why, the newest last. */
export type Outcome =
  | Exclude<Judged, { kind: 'wrong' }>
  | { readonly kind: 'wrong'; readonly wrongs: readonly Extract<Judged, { kind: 'wrong' }>[] }
  | { readonly kind: 'cannot'; readonly say: string };

/** A proposal that does not hold, what is wrong with it, and whose words may be in that. */
export interface Rejected {
  readonly proposal: Proposal;
  readonly wrong: string;
  readonly from: Source;
  /** Only the arguments of this part are wrong. */
  readonly part?: number | undefined;
}

export interface Rounds {
  readonly asker: ModelAsker;
  readonly of: Pick<Asker, 'note' | 'clock'>;
  readonly state: RunState;
  /** The step that had left open what is proposed for. */
  readonly within?: string;
  /** Asks for a proposal, given the one before and what is wrong with it. */
  ask(before: Rejected | null): Promise<Proposal>;
  judge(proposal: Proposal): Promise<Judged>;
}

export const questionOf = ({ ask, candidates }: Proposal, place: number): Omit<Question, 'id'> | null =>
  ask.trim() === '' || candidates.length < 2
    ? null
    : {
        subject: subjectOf(place),
        ask,
        candidates: candidates.map((label, i) => ({ id: String(i), label })),
        free: true,
      };

const verdictOf = (judged: Judged): Extract<RunEvent, { type: 'model.proposed' }>['verdict'] =>
  judged.kind === 'plan' ? 'holds' : judged.kind === 'question' ? 'asks' : 'rejected';

const sayOf = (judged: Judged): string => {
  if (judged.kind === 'wrong') return judged.say;
  return judged.kind === 'question' ? judged.question.ask : judged.plan.forecast.say;
};

/** Journals what a model proposed and what the checks made of it, before anything comes of it. */
export const noteProposal = (
  proposal: Proposal,
  result: Judged,
  { asker, of, state, within }: Pick<Rounds, 'asker' | 'of' | 'state' | 'within'>,
): Promise<void> =>
  of.note({
    ...(within === undefined ? {} : { within }),
    type: 'model.proposed',
    at: of.clock.now(),
    runId: state.view.id,
    model: asker.name,
    proposal: proposal as Json,
    lines: [...proposalLines(proposal)],
    verdict: verdictOf(result),
    say: sayOf(result),
  });

/** A proposal judged, whatever kind it is. `place` is its own among those of the run. */
const judged = async (proposal: Proposal, place: number, rounds: Rounds): Promise<Judged> => {
  const wrong = (say: string): Judged => ({ kind: 'wrong', say, from: SONNY });
  if (proposal.kind === 'plan') return rounds.judge(proposal);
  if (proposal.kind === 'cannot') return wrong(proposal.why || 'The model knows no way.');
  const question = questionOf(proposal, place);
  return question
    ? { kind: 'question', question, chips: [] }
    : wrong('A question needs “ask” and at least two “candidates”.');
};

/** What was proposed last, where it was a plan: the same is judged again where a question about it was answered, and nothing is asked anew. */
const newest = ({ proposals }: RunState): { proposal: Proposal; wrong: string; rejected: boolean } | null => {
  for (const { proposal, say, verdict } of proposals.toReversed()) {
    const parsed = Proposal.safeParse(proposal);
    if (parsed.success && parsed.data.kind === 'plan')
      return { proposal: parsed.data, wrong: say, rejected: verdict === 'rejected' };
  }
  return null;
};

/**
 * Asks for proposals until one holds or needs the person, at most `TRIES` times after the first. Each is journalled with what became of it
 * before the next is asked for.
 * @throws SonnyError as asking does
 */
export const goRounds = async (rounds: Rounds): Promise<Outcome> => {
  const { state } = rounds;
  const old = newest(state);
  const again = old && !old.rejected ? await rounds.judge(old.proposal) : null;
  if (again && again.kind !== 'wrong') return again;
  let before: Rejected | null = old && { proposal: old.proposal, wrong: again?.say ?? old.wrong, from: UNKNOWN };
  const wrongs: Extract<Judged, { kind: 'wrong' }>[] = [];
  for (let round = 0; round <= TRIES; round++) {
    const proposal = await rounds.ask(before);
    const result = await judged(proposal, state.proposals.length + round, rounds);
    await noteProposal(proposal, result, rounds);
    if (result.kind !== 'wrong') return result;
    if (proposal.kind === 'cannot') return { kind: 'cannot', say: result.say };
    wrongs.push(result);
    before = { proposal, wrong: result.say, from: result.from, part: result.part };
  }
  return { kind: 'wrong', wrongs };
};

import type { ModelShare, ProposalView, RunView } from '../../shared/protocol/run.ts';
import type { StatusWords } from './status.ts';

/** What the checks made of a model's proposal. */
export const VERDICT: Readonly<Record<ProposalView['verdict'], StatusWords>> = {
  holds: { shape: 'tick', tone: 'verified', word: 'holds' },
  rejected: { shape: 'barred', tone: 'asks', word: 'sent back' },
  asks: { shape: 'question', tone: 'asks', word: 'needs your word' },
};

/** What a model thinks of a plan: an opinion, so never in the colour of what was verified. */
export const OPINION: Readonly<Record<'safe' | 'dangerous' | 'unsure', StatusWords>> = {
  safe: { shape: 'dot', tone: 'faint', word: 'It finds nothing against it' },
  dangerous: { shape: 'broken', tone: 'asks', word: 'It finds this dangerous' },
  unsure: { shape: 'question', tone: 'asks', word: 'It is not sure' },
};

const number = new Intl.NumberFormat('en');

const count = (n: number, word: string): string => `${number.format(n)} ${word}${n === 1 ? '' : 's'}`;

/** US dollars, never so short that something looks like nothing. */
export const dollars = (cost: number): string => {
  if (cost === 0) return '$0';
  return cost >= 0.01 ? `$${cost.toFixed(2)}` : cost >= 0.0001 ? `$${cost.toFixed(4)}` : 'less than $0.0001';
};

const price = ({ cost, unpriced }: ModelShare): string => {
  if (!unpriced) return dollars(cost);
  return cost > 0 ? `at least ${dollars(cost)}` : 'no price known';
};

/** "2 calls, 3,412 tokens, $0.0021" */
export const sayShare = (share: ModelShare): string =>
  [count(share.calls, 'call'), count(share.input + share.output, 'token'), price(share)].join(', ');

/** What a model has to do with a run right now, in a few words; null where it has nothing to do with it. */
export const modelHeading = (
  run: RunView,
  thinking: { readonly model: string; readonly done: boolean } | undefined,
): string | null => {
  if (thinking && !thinking.done && run.status === 'planning') return `${thinking.model} is thinking`;
  if (!run.model) return null;
  if (run.model.planned) return `Proposed by ${run.model.name}`;
  return run.status === 'planning' ? `What ${run.model.name} proposed is being checked` : `${run.model.name} was asked`;
};

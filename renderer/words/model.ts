import type { ModelShare, ProposalView, RunView } from '../../shared/protocol/run.ts';
import type { ViewEvent } from '../../shared/protocol/views.ts';
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

type Asked = Pick<Extract<ViewEvent, { type: 'thinking' }>, 'model' | 'done' | 'thought' | 'answer'>;

const isSilent = ({ thought, answer }: Asked): boolean => thought === '' && answer === '';

/** A model is given so long before its silence is spoken of, and so long until that is said anew. In milliseconds. */
const PATIENCE = 5000;
const ANEW = 30_000;

/** What is said of a model that is asked and says nothing; empty while that is no wonder, and where it speaks. */
export const saySilence = (thinking: Asked & { readonly since: number }, now: number): string => {
  const silent = now - thinking.since;
  if (thinking.done || !isSilent(thinking) || silent < PATIENCE) return '';
  const whole = Math.floor(silent / ANEW) * (ANEW / 1000);
  return `${whole === 0 ? 'It has not answered yet.' : `It has said nothing for ${whole} seconds.`} Cancel ends it at once.`;
};

/** What a model has to do with a run right now, in a few words; null where it has nothing to do with it. */
export const modelHeading = (run: RunView, thinking: Asked | undefined): string | null => {
  if (thinking && !thinking.done && run.status === 'planning')
    return isSilent(thinking) ? `Asking ${thinking.model}` : `${thinking.model} is thinking`;
  if (!run.model) return null;
  if (run.model.planned) return `Proposed by ${run.model.name}`;
  return run.status === 'planning' ? `What ${run.model.name} proposed is being checked` : `${run.model.name} was asked`;
};

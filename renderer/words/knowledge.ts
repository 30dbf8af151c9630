import type { Explanation, FactStatus, StateEdgeKind, StateNodeKind, Trust } from '../../shared/protocol/knowledge.ts';
import type { StatusWords, Tone } from './status.ts';

/** The picture of a kind of node: told apart by its form alone, and underlined by its tone. */
export type Form = 'disc' | 'triangle' | 'diamond' | 'target' | 'frame' | 'square' | 'cross';

interface KindWords {
  readonly form: Form;
  readonly tone: Tone;
  readonly word: string;
  readonly many: string;
}

export const NODE_KIND: Readonly<Record<StateNodeKind, KindWords>> = {
  fact: { form: 'disc', tone: 'accent', word: 'fact', many: 'facts' },
  observation: { form: 'triangle', tone: 'verified', word: 'observation', many: 'observations' },
  rule: { form: 'diamond', tone: 'asks', word: 'rule', many: 'rules' },
  goal: { form: 'target', tone: 'faint', word: 'goal', many: 'goals' },
  plan: { form: 'frame', tone: 'faint', word: 'plan', many: 'plans' },
  step: { form: 'square', tone: 'faint', word: 'step', many: 'steps' },
  decision: { form: 'cross', tone: 'stop', word: 'decision', many: 'decisions' },
};

/** Read from the node an edge begins at (`out`) and from the one it ends at (`back`): "derived from …", "gives …". */
export const EDGE_KIND: Readonly<
  Record<StateEdgeKind, { readonly word: string; readonly out: string; readonly back: string; readonly tone: Tone }>
> = {
  'derived-from': { word: 'derived from', out: 'Derived from', back: 'Gives', tone: 'faint' },
  'caused-by': { word: 'caused by', out: 'Caused by', back: 'Caused', tone: 'accent' },
  contradicts: { word: 'contradicts', out: 'Contradicts', back: 'Contradicted by', tone: 'stop' },
  supersedes: { word: 'supersedes', out: 'Supersedes', back: 'Superseded by', tone: 'verified' },
  'undone-by': { word: 'undone by', out: 'Undone by', back: 'Undid', tone: 'asks' },
};

/** How a node stands in a what-if: it is supposed, or supposed not to be so; it would follow, or no longer. */
export type Then = 'supposed' | 'not' | 'follows' | 'ceases';

/** `dashed`: only its outline, for it is not so; `crossed`: struck through, for it would not be so. */
export type Look = 'full' | 'dashed' | 'crossed';

export const THEN: Readonly<
  Record<Then, { readonly word: string; readonly look: Look; readonly tone: Tone; readonly say: string }>
> = {
  supposed: { word: 'supposed', look: 'dashed', tone: 'accent', say: 'It is only supposed. Nothing was changed.' },
  not: { word: 'supposed not', look: 'crossed', tone: 'stop', say: 'It is only supposed that it does not hold.' },
  follows: { word: 'would follow', look: 'dashed', tone: 'accent', say: 'It would follow from what is supposed.' },
  ceases: {
    word: 'would cease',
    look: 'crossed',
    tone: 'stop',
    say: 'It would no longer follow from what is supposed.',
  },
};

export const FACT_STATUS: Readonly<Record<FactStatus, StatusWords>> = {
  holds: { shape: 'tick', tone: 'verified', word: 'holds' },
  expired: { shape: 'quarter', tone: 'asks', word: 'expired' },
  retracted: { shape: 'cross', tone: 'stop', word: 'taken back' },
  superseded: { shape: 'dash', tone: 'faint', word: 'superseded' },
};

export const TRUST: Readonly<Record<Trust, string>> = {
  person: 'you said it',
  sonny: 'Sonny knows it from its own work',
  observed: 'seen on this computer',
  peer: 'told by another Sonny',
  untrusted: 'from content that is not trusted',
};

type LineKind = Explanation['lines'][number]['kind'];

/** What a line of an explanation is, in a word that can stand before it. */
export const LINE_KIND: Readonly<Record<LineKind, StatusWords>> = {
  claim: { shape: 'dot', tone: 'faint', word: 'claim' },
  rule: { shape: 'same', tone: 'asks', word: 'rule' },
  observation: { shape: 'tick', tone: 'verified', word: 'seen' },
  person: { shape: 'tick', tone: 'accent', word: 'you' },
  step: { shape: 'ring', tone: 'faint', word: 'step' },
  missing: { shape: 'cross', tone: 'stop', word: 'missing' },
  contradiction: { shape: 'broken', tone: 'stop', word: 'against' },
  policy: { shape: 'barred', tone: 'stop', word: 'policy' },
  constraint: { shape: 'pause', tone: 'asks', word: 'constraint' },
  supposed: { shape: 'ring', tone: 'accent', word: 'supposed' },
};

/** "certain", "about 80 % sure". */
export const confidenceWords = (confidence: number): string =>
  confidence >= 0.995 ? 'certain' : `about ${Math.round(confidence * 100)} % sure`;

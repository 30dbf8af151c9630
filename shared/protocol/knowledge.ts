import { z } from 'zod';
import { RiskClass } from './step.ts';

/** Who vouches for a fact, from most to least: a fact from `untrusted` content never becomes a rule or a permission. */
export const Trust = z.enum(['person', 'sonny', 'observed', 'peer', 'untrusted']);
export type Trust = z.infer<typeof Trust>;

export const FactTerm = z.union([z.string(), z.number(), z.boolean()]);
export type FactTerm = z.infer<typeof FactTerm>;

/** `expired`: its time is over. `retracted`: taken back. `superseded`: another fact took its place. */
export const FactStatus = z.enum(['holds', 'expired', 'retracted', 'superseded']);
export type FactStatus = z.infer<typeof FactStatus>;

/** A fact as it is shown. Times are milliseconds since the epoch. */
export const FactView = z.object({
  id: z.string(),
  relation: z.string(),
  args: z.array(FactTerm),
  /** The fact as a sentence. */
  say: z.string(),
  context: z.string(),
  validFrom: z.number(),
  /** null: until something ends it. */
  validUntil: z.number().nullable(),
  observedAt: z.number(),
  expiresAt: z.number().nullable(),
  /** Where it comes from, in words: "the file system", "step 3 of this run", "the rule stale-download". */
  source: z.string(),
  trust: Trust,
  /** From 0 to 1. */
  confidence: z.number(),
  /** A rule gave it; it goes when what it rests on goes. */
  derived: z.boolean(),
  status: FactStatus,
});
export type FactView = z.infer<typeof FactView>;

/** A fact as one types it: `in_folder("invoice.pdf", "~/Downloads")`. */
export const written = ({ relation, args }: Pick<FactView, 'relation' | 'args'>): string =>
  `${relation}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;

export const ContextView = z.object({
  id: z.string(),
  /** null: the world. */
  parent: z.string().nullable(),
  label: z.string(),
  facts: z.number().int(),
});
export type ContextView = z.infer<typeof ContextView>;

export const StateNodeKind = z.enum(['goal', 'plan', 'step', 'observation', 'fact', 'rule', 'decision']);
export type StateNodeKind = z.infer<typeof StateNodeKind>;
export const StateEdgeKind = z.enum(['caused-by', 'derived-from', 'contradicts', 'supersedes', 'undone-by']);
export type StateEdgeKind = z.infer<typeof StateEdgeKind>;

export const StateNode = z.object({
  id: z.string(),
  kind: StateNodeKind,
  label: z.string(),
  context: z.string(),
  /** When it came about. */
  at: z.number(),
  /** When it ended; null while it lasts. */
  until: z.number().nullable(),
});
export type StateNode = z.infer<typeof StateNode>;

export const StateEdge = z.object({ from: z.string(), to: z.string(), kind: StateEdgeKind });
export type StateEdge = z.infer<typeof StateEdge>;

/** What Sonny knows at one moment, as a graph: what rests on what, and what became of it. */
export const StateGraph = z.object({
  nodes: z.array(StateNode),
  edges: z.array(StateEdge),
  contexts: z.array(ContextView),
  /** The moment it shows, and the first and last moment that there is something to show of. */
  at: z.number(),
  from: z.number(),
  to: z.number(),
  /** How many nodes there are; more than `nodes` where a limit cut them. */
  total: z.number().int(),
});
export type StateGraph = z.infer<typeof StateGraph>;

/** One sentence of an explanation; `depth` indents it under the sentence that it supports. */
export const ExplanationLine = z.object({
  depth: z.number().int(),
  say: z.string(),
  /** `supposed`: nobody said so; it is what the question asks about. */
  kind: z.enum([
    'claim',
    'rule',
    'observation',
    'person',
    'step',
    'missing',
    'contradiction',
    'policy',
    'constraint',
    'supposed',
  ]),
  /** A node of the state graph. */
  node: z.string().optional(),
});
export type ExplanationLine = z.infer<typeof ExplanationLine>;

export const Explanation = z.object({
  /** The question in words: "Why is invoice.pdf a duplicate?" */
  question: z.string(),
  /** One sentence. */
  answer: z.string(),
  lines: z.array(ExplanationLine),
  /** What would change the answer, one sentence each. */
  changes: z.array(z.string()),
  /** The independent checker accepted the proof behind it. */
  checked: z.boolean(),
});
export type Explanation = z.infer<typeof Explanation>;

/** A relation that facts may be about: `keep(path)`. */
export const RelationView = z.object({
  name: z.string(),
  args: z.array(z.object({ name: z.string(), type: z.string() })),
  /** In plain words, its arguments in braces: "{file} has {bytes} bytes." */
  say: z.string(),
  /** A rule gives its facts: nobody can state them. */
  derived: z.boolean(),
});
export type RelationView = z.infer<typeof RelationView>;

export const RuleView = z.object({
  name: z.string(),
  /** As it is written. */
  text: z.string(),
  /** In plain words, its variables in braces: "{file} is a copy of {other}." */
  say: z.string(),
  /** Facts that rest on it now, and facts it gave since midnight. */
  holds: z.number().int(),
  today: z.number().int(),
});
export type RuleView = z.infer<typeof RuleView>;

/** Work that Sonny noticed. It never runs by itself; taking it up starts its goal like a typed one. */
export const Suggestion = z.object({
  id: z.string(),
  say: z.string(),
  goal: z.string(),
  /** Why it is suggested, one sentence. */
  why: z.string(),
  risk: RiskClass,
  /** Whether one press may start it, to where its plan is shown: not above R2. What is riskier is only put into the goal bar. */
  onePress: z.boolean(),
  at: z.number(),
  /** The fact it rests on. */
  fact: z.string(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** A step that would not work any more, as things are known now. */
export const PlanMark = z.object({ stepId: z.string(), say: z.string(), fact: z.string().nullable() });
export type PlanMark = z.infer<typeof PlanMark>;

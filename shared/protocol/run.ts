import { z } from 'zod';
import { Constraint } from './constraint.ts';
import { ErrorView } from './errors.ts';
import { Injection } from './provenance.ts';
import { RiskClass, StepView } from './step.ts';
import { TimeLeft } from './time-left.ts';

/** Where a run stands, as a person sees it. */
export const RunStatus = z.enum([
  'planning', // the goal is being understood and checked
  'asking', // one question stands
  'refused', // no plan holds, or the goal was not understood
  'nothing-to-do', // all of it holds already, or what it hangs on does not
  'awaiting-approval', // the plan waits for the person
  'acting',
  'awaiting-step-approval', // one step waits for the person
  'paused',
  'taken-over', // the person uses mouse or keyboard; nothing sends input until they hand back
  'done', // every step verified
  'done-unverified', // every step ran; at least one could not be read back
  'done-partly', // every step that may be done is; at least one was refused, or left out by the person
  'failed',
  'cancelled',
  'undoing',
  'undone', // every step that ran was undone
  'undone-partly',
]);
export type RunStatus = z.infer<typeof RunStatus>;
const ENDED: readonly RunStatus[] = [
  'refused',
  'nothing-to-do',
  'done',
  'done-unverified',
  'done-partly',
  'failed',
  'cancelled',
  'undone',
  'undone-partly',
];
/** Runs in these states will not change without a new command from a person. */
export const isEnded = (s: RunStatus): boolean => ENDED.includes(s);

/** A part of the goal's text and how it was understood. `start`/`end` are UTF-16 offsets into the goal. */
export const Chip = z.object({
  kind: z.enum(['verb', 'object', 'place', 'constraint', 'unknown']),
  start: z.number().int(),
  end: z.number().int(),
  /** What Sonny takes it to mean: "open", "Mousepad", "/home/a/Documents". */
  say: z.string(),
});
export type Chip = z.infer<typeof Chip>;

export const Candidate = z.object({ id: z.string(), label: z.string(), detail: z.string().optional() });
export type Candidate = z.infer<typeof Candidate>;

/** One question, with candidates that work. "None of these" is always possible and ends the run. */
export const Question = z.object({
  id: z.string(),
  ask: z.string(),
  candidates: z.array(Candidate),
  subject: z.string(),
  /** It may be answered in one's own words, too. */
  free: z.literal(true).optional(),
});
/** Subjects of questions about an act that a crash cut off: this and the act's key. */
export const HAPPENED = 'happened:';
/** Whether the person is asked if something happened that a crash cut off. */
export const asksWhatHappened = ({ question }: { readonly question?: Question | undefined }): boolean =>
  question?.subject.startsWith(HAPPENED) ?? false;
/** What no candidate is called: of a single one, that it is not so. */
export const sayNone = ({ candidates }: Question): string => (candidates.length === 1 ? 'No' : 'None of these');
/** The answer that stands for the person's own words. */
export const OWN_WORDS = 'own-words';
export type Question = z.infer<typeof Question>;

export const Forecast = z.object({
  steps: z.number().int(),
  undoable: z.number().int(),
  /** The first step after which not everything can be undone, or null. */
  pointOfNoReturn: z.string().nullable(),
  say: z.string(),
});
export type Forecast = z.infer<typeof Forecast>;

/** One of several steps that are asked about at once. */
export const Digested = z.object({ stepId: z.string(), title: z.string(), lines: z.array(z.string()) });
export type Digested = z.infer<typeof Digested>;

/** What a person is asked to approve, bound to what they saw. `nonce` is good for one answer. */
export const ApprovalRequest = z.object({
  nonce: z.string(),
  planHash: z.string(),
  /** null: the whole plan. */
  stepId: z.string().nullable(),
  /** The button's words: "Run 8 steps", "Approve moving 12 files". */
  label: z.string(),
  /** Typed preview of what will happen and to what. */
  preview: z.array(z.string()),
  /** Steps of a plan that it names in full: they are not asked about a second time. */
  names: z.array(z.string()).optional(),
  /** All that is left to be asked about, at once: after hasty answers each of these has to be read before a yes. */
  digest: z.array(Digested).optional(),
  /** The step that had left open what is asked about at once, until something was read. */
  within: z.string().optional(),
  expiresAt: z.number(),
});
export type ApprovalRequest = z.infer<typeof ApprovalRequest>;

/** The words of the goal, as UTF-16 offsets, that a step was planned for. */
export const Asked = z.object({ stepId: z.string(), start: z.number().int(), end: z.number().int() });
export type Asked = z.infer<typeof Asked>;

export const ProposalVerdict = z.enum(['holds', 'rejected', 'asks']);
export type ProposalVerdict = z.infer<typeof ProposalVerdict>;

/** What a model proposed, and what the checks said to it. */
export const ProposalView = z.object({
  at: z.number(),
  model: z.string(),
  /** A line for each part. */
  lines: z.array(z.string()),
  verdict: ProposalVerdict,
  say: z.string(),
});
export type ProposalView = z.infer<typeof ProposalView>;

/** What models had to do with a run. Tokens and US dollars in all; `unpriced`: some calls have no known price. */
export const ModelShare = z.object({
  name: z.string(),
  calls: z.number().int(),
  input: z.number().int(),
  output: z.number().int(),
  cost: z.number(),
  unpriced: z.boolean(),
  /** A model proposed the plan that is shown. */
  planned: z.boolean(),
});
export type ModelShare = z.infer<typeof ModelShare>;

/** What a model thinks of a plan when it is asked. Shown, and decides nothing. */
export const OpinionView = z.object({
  model: z.string(),
  verdict: z.enum(['safe', 'dangerous', 'unsure']),
  remarks: z.array(z.string()),
});
export type OpinionView = z.infer<typeof OpinionView>;

/** What worked before for a like goal, by the run that it was learned from. Without its words: that run may be forgotten, and this one stay. */
export const LearnedFrom = z.object({ id: z.string(), runId: z.string() });

/** One run as a window shows it: a fold of its rows, never written by anyone. */
export const RunView = z.object({
  id: z.string(),
  goal: z.string(),
  /** The other program that asked for it, as it calls itself; absent: the person did. */
  by: z.string().optional(),
  /** It is only planned: it acts on nothing, and nobody can approve it. */
  dryRun: z.literal(true).optional(),
  /** It ended because nobody gave the answer or the approval that it asked for. */
  unanswered: z.literal(true).optional(),
  chips: z.array(Chip),
  /** What the run is held to; absent where the person named nothing. */
  constraints: z.array(Constraint).optional(),
  /** Which words of the goal each step answers. */
  asked: z.array(Asked).optional(),
  status: RunStatus,
  /** One sentence a person reads first. */
  sentence: z.string(),
  createdAt: z.number(),
  endedAt: z.number().optional(),
  planHash: z.string().optional(),
  risk: RiskClass.optional(),
  forecast: Forecast.optional(),
  steps: z.array(StepView),
  question: Question.optional(),
  approval: ApprovalRequest.optional(),
  /** Nearest things Sonny can do, when the goal was refused. */
  suggestions: z.array(z.string()),
  error: ErrorView.optional(),
  /** After a failure: another way to do what is left, in a sentence; `run.replan` plans it. */
  otherWay: z.string().optional(),
  /** What was read for it that reads like an instruction, in order. Nothing was done because of it. */
  injections: z.array(Injection).optional(),
  /** Absent where no model was asked. */
  model: ModelShare.optional(),
  /** A second opinion on the plan, where the person wanted one. */
  opinion: OpinionView.optional(),
  /** It goes the way that worked before, and no model was asked. */
  learned: LearnedFrom.optional(),
  /** What models proposed for it, in order. */
  proposals: z.array(ProposalView).optional(),
  /** Of a run that waits or is under way, where like steps were done often enough. Not journalled: worked out whenever the run is told. */
  timeLeft: TimeLeft.optional(),
  /** The goal of another run that it waits for, since one acts at a time. Not journalled: told while it is so. */
  behind: z.string().optional(),
  /** true while the run goes one step at a time. */
  stepping: z.boolean(),
});
export type RunView = z.infer<typeof RunView>;

import { z } from 'zod';
import { Conflict, ConflictChoice } from './conflict.ts';
import { Constraint } from './constraint.ts';
import { Asked, Chip, Digested, Forecast, LearnedFrom, OpinionView, ProposalVerdict, Question } from './run.ts';
import { Evidence, RiskClass, StepPictures, StepView, Surprise } from './step.ts';
import { ErrorView } from './errors.ts';
import { ActivityKind } from './stop.ts';
import { Json } from './json.ts';
import { PROGRAM, ProgramEvent } from './program-events.ts';
import { Injection } from './provenance.ts';

/** The journal's format. A reader must know the number; older ones are migrated, never guessed. */
export const JOURNAL_VERSION = 4;

const base = { at: z.number(), runId: z.string() };
const stepId = z.string();

/** The part of a step that planning decides; what happens to it later is in step.* events. */
export const PlannedStep = StepView.omit({
  status: true,
  phase: true,
  evidence: true,
  surprises: true,
  pictures: true,
  outputs: true,
  error: true,
  retried: true,
  prepared: true,
  conflict: true,
  startedAt: true,
  endedAt: true,
});
export type PlannedStep = z.infer<typeof PlannedStep>;

export const PlanRecord = z.object({
  hash: z.string(),
  risk: RiskClass,
  forecast: Forecast,
  steps: z.array(PlannedStep),
  /** Which words of the goal a step answers; steps that only serve others are not named. */
  asked: z.array(Asked).optional(),
});
export type PlanRecord = z.infer<typeof PlanRecord>;

/** What happens to one run. Its view is computed from these alone. */
export const RunEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run.started'),
    ...base,
    goal: z.string(),
    by: z.string().optional(),
    dryRun: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('run.understood'),
    ...base,
    chips: z.array(Chip),
    /** What the run is held to, from now to its end. */
    constraints: z.array(Constraint).optional(),
    /** The plan is made the way that worked before. */
    learned: LearnedFrom.optional(),
  }),
  z.object({
    type: z.literal('run.refused'),
    ...base,
    error: ErrorView,
    suggestions: z.array(z.string()),
    chips: z.array(Chip),
    draft: z.array(PlannedStep),
    constraints: z.array(Constraint).optional(),
    asked: z.array(Asked).optional(),
  }),
  z.object({ type: z.literal('question.asked'), ...base, question: Question, chips: z.array(Chip) }),
  z.object({
    type: z.literal('question.answered'),
    ...base,
    questionId: z.string(),
    subject: z.string(),
    candidateId: z.string().nullable(),
    /** The person's own words, where they gave none of the candidates (`OWN_WORDS`). */
    text: z.string().optional(),
  }),
  /** `keeps`: for another way, the steps of the plan before that stay: those that were begun, which are past now. */
  z.object({ type: z.literal('plan.made'), ...base, plan: PlanRecord, keeps: z.array(stepId).optional() }),
  /**
   * The next acts of a step whose acts are chosen as it goes, put before it in the plan. `replaces`: those chosen before that are given up.
   * `seen`: hash of what was looked at when they were chosen.
   */
  z.object({
    type: z.literal('plan.grown'),
    ...base,
    stepId,
    steps: z.array(PlannedStep),
    replaces: z.array(stepId),
    seen: z.string(),
  }),
  z.object({
    type: z.literal('approval.asked'),
    ...base,
    nonce: z.string(),
    planHash: z.string(),
    stepId: stepId.nullable(),
    label: z.string(),
    preview: z.array(z.string()),
    expiresAt: z.number(),
    /** Hash of what the step is about, as it was when the person was asked. */
    facts: z.string().optional(),
    /** Steps that are asked about on their own, which this approval of a plan names in full: a person's yes is for them, too. */
    names: z.array(stepId).optional(),
    /** The steps that are asked about at once because the answers before came too quickly to have been read. */
    digest: z.array(Digested).optional(),
    /** The step that had left open what is asked about at once, until something was read. */
    within: stepId.optional(),
  }),
  /** `by`: how the answer came. Only a person's own act is `person`; `--yes` is `flag` and never answers for one step. */
  z.object({
    type: z.literal('approval.given'),
    ...base,
    nonce: z.string(),
    by: z.enum(['person', 'flag']),
    stepByStep: z.boolean(),
  }),
  z.object({
    type: z.literal('approval.denied'),
    ...base,
    nonce: z.string(),
    reason: z.enum(['person', 'expired', 'closed']),
  }),
  z.object({
    type: z.literal('step.intended'),
    ...base,
    stepId,
    key: z.string(),
    skill: z.string(),
    args: z.record(z.string(), Json),
    attempt: z.number().int(),
    /** What is needed to take the act back as far as it is known before it: the receipt, should the outcome get lost. */
    prepared: Json.optional(),
    /** It only waits for what others bring about. */
    waits: z.boolean().optional(),
  }),
  /** The act went through and its effect does not show at once: it is being looked for. */
  z.object({ type: z.literal('step.performed'), ...base, stepId, key: z.string() }),
  z.object({
    type: z.literal('step.ended'),
    ...base,
    stepId,
    key: z.string(),
    status: z.enum(['verified', 'unverified', 'refused', 'failed']),
    evidence: z.array(Evidence),
    outputs: z.record(z.string(), Json),
    receipt: Json,
    error: ErrorView.optional(),
    /** Where the world was then not as the step’s declaration and the plan had it. */
    surprises: z.array(Surprise).optional(),
    /** Of the screen right before the act and once it was read back. */
    pictures: StepPictures.optional(),
  }),
  z.object({ type: z.literal('run.paused'), ...base }),
  z.object({ type: z.literal('run.resumed'), ...base, oneStep: z.boolean() }),
  /** The person's own input: Sonny has let go of mouse and keyboard. `run.resumed` hands back. */
  z.object({ type: z.literal('run.taken-over'), ...base, kind: ActivityKind }),
  z.object({ type: z.literal('run.cancelled'), ...base }),
  z.object({ type: z.literal('run.retried'), ...base }),
  /** A person lets a run that came to the end of a budget use as much once more; the step that was halted is tried again. */
  z.object({
    type: z.literal('budget.raised'),
    ...base,
    budget: z.enum(['rate', 'steps', 'time', 'files', 'cost', 'loop']),
  }),
  /** A model was asked for this run. */
  z.object({
    type: z.literal('model.called'),
    ...base,
    model: z.string(),
    /** In US dollars; 0 where no price is known. */
    cost: z.number().nonnegative(),
    /** Which prompt asked, as "interpret@1", and the SHA-256 of what it came to. */
    purpose: z.string().optional(),
    prompt: z.string().optional(),
    /** Tokens of the prompt and of the answer. */
    input: z.number().int().nonnegative().optional(),
    output: z.number().int().nonnegative().optional(),
    /** No price of the model is known, so that it counts nothing. */
    unpriced: z.literal(true).optional(),
    /** What it ended in, where there was no answer. */
    error: ErrorView.optional(),
  }),
  /**
   * What a model proposed for this run, and what became of it when it was checked as any plan is. `holds`: a plan came of it;
   * `rejected`: `say` names what is wrong; `asks`: only the person can say.
   */
  z.object({
    type: z.literal('model.proposed'),
    ...base,
    model: z.string(),
    proposal: Json,
    /** What it comes to, a line for each part. */
    lines: z.array(z.string()),
    verdict: ProposalVerdict,
    say: z.string(),
    /** For what a step had left open; absent: for the goal as a whole. */
    within: stepId.optional(),
  }),
  /** The goal's place among others by meaning: `vector` as signed bytes in base 64, `space` names the model that it is of. */
  z.object({ type: z.literal('goal.embedded'), ...base, space: z.string(), vector: z.base64() }),
  /** Something that was read tells its reader what to do. It is data like all that is read; the person is shown it. */
  z.object({ type: z.literal('injection.noticed'), ...base, ...Injection.shape }),
  /** What a model thinks of a plan, by the plan's hash. */
  z.object({ type: z.literal('model.remarked'), ...base, planHash: z.string(), opinion: OpinionView }),
  /** A step that is not even asked about: nothing was touched. */
  z.object({ type: z.literal('step.refused'), ...base, stepId, error: ErrorView }),
  /** A failed step whose act had not happened is tried once more without asking; `key` is that act's, `why` a sentence. */
  z.object({ type: z.literal('step.retried'), ...base, stepId, key: z.string(), why: z.string() }),
  /** A person lets a failed step go; the steps after it go on without what it would have given. */
  z.object({ type: z.literal('step.skipped'), ...base, stepId }),
  /** Sonny starts again and finds the run unfinished: open intents are reconciled, never repeated. */
  z.object({ type: z.literal('run.interrupted'), ...base }),
  z.object({
    type: z.literal('run.finished'),
    ...base,
    status: z.enum(['done', 'done-unverified', 'failed']),
    /** The other way that was seen for what is left, in a sentence. */
    otherWay: z.string().optional(),
  }),
  z.object({ type: z.literal('replan.started'), ...base }),
  /** There is no other way any more: the run is where it was. */
  z.object({ type: z.literal('replan.refused'), ...base, error: ErrorView }),
  z.object({ type: z.literal('undo.started'), ...base }),
  z.object({ type: z.literal('undo.intended'), ...base, stepId, key: z.string() }),
  z.object({
    type: z.literal('undo.ended'),
    ...base,
    stepId,
    key: z.string(),
    status: z.enum(['undone', 'unverified', 'kept', 'failed']),
    evidence: z.array(Evidence),
    error: ErrorView.optional(),
    /** What was kept, in its three versions. */
    conflict: Conflict.optional(),
  }),
  /** A person chose what becomes of their change; an earlier choice about it is taken back first. */
  z.object({ type: z.literal('conflict.chosen'), ...base, stepId, key: z.string(), choice: ConflictChoice }),
  /** What is needed to take the choice back is kept; now it is carried out. */
  z.object({
    type: z.literal('conflict.intended'),
    ...base,
    stepId,
    key: z.string(),
    choice: ConflictChoice,
    prepared: Json,
  }),
  z.object({
    type: z.literal('conflict.settled'),
    ...base,
    stepId,
    key: z.string(),
    choice: ConflictChoice,
    status: z.enum(['undone', 'unverified', 'kept', 'failed']),
    evidence: z.array(Evidence),
    error: ErrorView.optional(),
  }),
  /** The undo is taken back: the same steps once more, from the state that the undo restored. */
  z.object({
    type: z.literal('run.redone'),
    ...base,
    /** The steps that are done again, where some stay as they are; absent: all. */
    steps: z.array(stepId).optional(),
  }),
  /** What is needed to take these acts back was kept for so many days, and is removed now. */
  z.object({
    type: z.literal('receipts.dropped'),
    ...base,
    acts: z.array(z.object({ key: z.string(), stepId })),
    days: z.number().int(),
  }),
  z.object({ type: z.literal('undo.finished'), ...base, complete: z.boolean() }),
]);
export type RunEvent = z.infer<typeof RunEvent>;

/** Everything that is ever written to the journal. Views, the audit and the metrics are computed from these alone. */
export const JournalEvent = z.discriminatedUnion('type', [...RunEvent.options, ...ProgramEvent.options]);
export type JournalEvent = z.infer<typeof JournalEvent>;

export const isRunEvent = (event: JournalEvent): event is RunEvent => event.runId !== PROGRAM;

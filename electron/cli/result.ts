import type { ErrorView } from '../../shared/protocol/errors.ts';
import type { Json } from '../../shared/protocol/json.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import { outcomeOfStep, type StepOutcome } from '../../shared/protocol/step-outcome.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import type { ExitCode } from './exit-codes.ts';

type StepResult = Pick<
  StepView,
  'id' | 'title' | 'skill' | 'args' | 'status' | 'risk' | 'undo' | 'evidence' | 'error'
> & {
  /** What became of it; null while it has not ended. */
  readonly outcome: StepOutcome | null;
  /** What it gave: a text of at most 20,000 characters, a list of at most 1,000 entries. */
  readonly outputs?: Readonly<Record<string, Json>>;
  /** There was more of it. */
  readonly outputsCut?: true;
};

/** The one object that `--json` prints, last on the standard output. */
export interface RunResult {
  readonly status: RunView['status'];
  readonly runId: string | null;
  readonly goal: string;
  /** One sentence a person reads first. */
  readonly sentence: string;
  readonly steps: readonly StepResult[];
  readonly question?: RunView['question'];
  /** What needs a person: the whole plan when `stepId` is null. Where nobody was there it waits no more; the run has ended. */
  readonly approval?: { readonly stepId: string | null; readonly title: string; readonly label: string };
  readonly suggestions?: readonly string[];
  /** What was read for it that reads like an instruction. Nothing was done because of it. */
  readonly injections?: RunView['injections'];
  readonly error?: ErrorView;
  readonly exitCode: ExitCode;
  readonly host: 'node';
}

/** @param asked the run when it asked what nobody answered; else the same */
export function resultOf(run: RunView, exitCode: ExitCode, asked: RunView = run): RunResult {
  return {
    status: run.status,
    runId: run.id,
    goal: run.goal,
    sentence: run.sentence,
    steps: run.steps.map(({ id, title, skill, args, status, risk, undo, evidence, outputs, error, conflict }) => ({
      id,
      title,
      skill,
      args: boundedAll(args),
      status,
      outcome: outcomeOfStep({ status, evidence, error, conflict }),
      risk,
      undo,
      evidence,
      ...outputsOf(outputs),
      ...(error ? { error } : {}),
    })),
    ...(asked.question ? { question: asked.question } : {}),
    ...(asked.approval ? { approval: approvalOf(asked, asked.approval) } : {}),
    ...(run.suggestions.length > 0 ? { suggestions: run.suggestions } : {}),
    ...(run.injections ? { injections: run.injections } : {}),
    ...(run.error ? { error: run.error } : {}),
    exitCode,
    host: 'node',
  };
}

const MOST_CHARACTERS = 20_000;
const MOST_ENTRIES = 1000;

const bounded = (value: Json): Json => {
  if (typeof value === 'string') return value.slice(0, MOST_CHARACTERS);
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map(bounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, bounded(one)]));
};

const boundedAll = (values: StepView['args']): StepView['args'] =>
  Object.fromEntries(Object.entries(values).map(([name, one]) => [name, bounded(one)]));

function outputsOf(outputs: StepView['outputs'] = {}): Pick<StepResult, 'outputs' | 'outputsCut'> {
  if (Object.keys(outputs).length === 0) return {};
  const kept = boundedAll(outputs);
  return {
    outputs: kept,
    ...(JSON.stringify(kept).length < JSON.stringify(outputs).length ? { outputsCut: true } : {}),
  };
}

function approvalOf(run: RunView, { stepId, label }: NonNullable<RunView['approval']>): RunResult['approval'] & object {
  return { stepId, title: run.steps.find((step) => step.id === stepId)?.title ?? 'the plan', label };
}

/** For a goal that never became a run. */
export const failureOf = (goal: string, error: ErrorView, exitCode: ExitCode): RunResult => ({
  status: 'failed',
  runId: null,
  goal,
  sentence: error.say,
  steps: [],
  error,
  exitCode,
  host: 'node',
});

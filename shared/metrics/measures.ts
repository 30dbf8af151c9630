import { isRunEvent, type JournalEvent, type RunEvent } from '../protocol/events.ts';
import type { ProgramEvent } from '../protocol/program-events.ts';
import type { Measure } from '../protocol/metrics.ts';

/** What must be remembered of a run to measure its next row. */
class RunClock {
  /** By step. */
  readonly skills = new Map<string, string>();
  /** When open intents were journalled, by their keys. */
  readonly begun = new Map<string, number>();
  /** The approval that waits for an answer. */
  asked: { readonly at: number; readonly of: 'plan' | 'step' } | null = null;

  skillOf(stepId: string): string {
    return this.skills.get(stepId) ?? 'unknown';
  }
}

/** A clock that was set back must not make a time less than none. */
const secondsBetween = (from: number, to: number): number => Math.max(0, to - from) / 1000;
const ended = (status: string): Measure => ({ count: 'runs_ended', labels: { status } });

const answered = (run: RunClock, answer: string, at: number, byPerson: boolean): Measure[] => {
  const { asked } = run;
  run.asked = null;
  if (!asked) return [];
  const labels = { of: asked.of, answer };
  const seconds = secondsBetween(asked.at, at);
  return [
    { count: 'approvals_answered', labels },
    ...(byPerson ? [{ timing: 'decision_seconds', labels, seconds } as const] : []),
  ];
};

const stepEnded = (run: RunClock, event: Extract<RunEvent, { type: 'step.ended' }>): Measure[] => {
  const skill = run.skillOf(event.stepId);
  const begun = run.begun.get(event.key);
  run.begun.delete(event.key);
  return [
    { count: 'steps_ended', labels: { skill, outcome: event.status } },
    ...(begun === undefined
      ? []
      : [{ timing: 'step_seconds', labels: { skill }, seconds: secondsBetween(begun, event.at) } as const]),
  ];
};

const outcomes = (run: RunClock, event: RunEvent): Measure[] => {
  switch (event.type) {
    case 'run.started':
      return [{ count: 'runs_started', labels: {} }];
    case 'run.refused':
      return [ended('refused')];
    case 'run.cancelled':
      return [ended('cancelled')];
    case 'question.answered':
      return event.candidateId === null ? [ended('cancelled')] : [];
    case 'run.finished':
      return [ended(event.status)];
    case 'plan.made':
      for (const { id, skill } of event.plan.steps) run.skills.set(id, skill);
      return [];
    case 'approval.asked':
      run.asked = { at: event.at, of: event.stepId === null ? 'plan' : 'step' };
      return [];
    case 'approval.given':
      return answered(run, event.by === 'flag' ? 'flag' : 'given', event.at, event.by === 'person');
    case 'approval.denied': {
      const answer = event.reason === 'person' ? 'denied' : event.reason;
      return [...answered(run, answer, event.at, event.reason === 'person'), ended('cancelled')];
    }
    case 'step.intended':
      run.begun.set(event.key, event.at);
      return event.attempt > 1 ? [{ count: 'steps_retried', labels: { skill: event.skill } }] : [];
    case 'step.ended':
      return stepEnded(run, event);
    case 'step.skipped':
      return [{ count: 'steps_ended', labels: { skill: run.skillOf(event.stepId), outcome: 'skipped' } }];
    case 'undo.ended':
      return [{ count: 'undo_steps_ended', labels: { skill: run.skillOf(event.stepId), outcome: event.status } }];
    case 'undo.finished':
      return [{ count: 'undos_ended', labels: { complete: String(event.complete) } }];
    default:
      return [];
  }
};

const ofProgram = (event: ProgramEvent): readonly Measure[] =>
  event.type === 'stop.pulled' ? [{ count: 'stops_pulled', labels: { source: event.source } }] : [];

/** Turns the journal's rows, given in their order, into measures. The same rows always give the same measures. */
export class Measures {
  readonly #runs = new Map<string, RunClock>();

  of(event: JournalEvent): readonly Measure[] {
    if (!isRunEvent(event)) return [{ count: 'journal_rows', labels: {} }, ...ofProgram(event)];
    const run = this.#runs.get(event.runId) ?? new RunClock();
    this.#runs.set(event.runId, run);
    const code = 'error' in event ? event.error?.code : undefined;
    return [
      { count: 'journal_rows', labels: {} },
      ...outcomes(run, event),
      ...(code ? [{ count: 'errors', labels: { code } } as const] : []),
    ];
  }
}

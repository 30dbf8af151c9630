import type { RunEvent } from '../protocol/events.ts';
import type { ProgramEvent } from '../protocol/program-events.ts';
import type { Json } from '../protocol/json.ts';

/** What a later audit reads: errors, denials that cool a class of action down, and how each run and stop went. */
export const STREAMS = ['error', 'cooldown', 'report'] as const;
export type Stream = (typeof STREAMS)[number];

/** A line of a stream, without its place. */
export interface StreamLine {
  readonly stream: Stream;
  readonly line: { readonly [field: string]: Json };
}

type Planned = Extract<RunEvent, { type: 'plan.made' }>['plan'];
type Asked = Extract<RunEvent, { type: 'approval.asked' }>;

/** What of a run its lines are made of: a fold of its rows. */
export interface RunRecord {
  readonly startedAt: number;
  readonly plan: Planned | null;
  readonly asked: Asked | null;
  /** The last outcome of each step that was tried. */
  readonly outcomes: Readonly<Record<string, string>>;
  readonly retries: number;
}

const NEW: RunRecord = { startedAt: 0, plan: null, asked: null, outcomes: {}, retries: 0 };

const after = (run: RunRecord, event: RunEvent): RunRecord => {
  switch (event.type) {
    case 'run.started':
      return { ...NEW, startedAt: event.at };
    case 'plan.made':
      return { ...run, plan: event.plan };
    case 'approval.asked':
      return { ...run, asked: event };
    case 'approval.given':
    case 'approval.denied':
      return { ...run, asked: null };
    case 'step.intended':
      return event.attempt > 1 ? { ...run, retries: run.retries + 1 } : run;
    case 'step.ended':
    case 'undo.ended':
      return { ...run, outcomes: { ...run.outcomes, [event.stepId]: event.status } };
    default:
      return run;
  }
};

const tally = (outcomes: RunRecord['outcomes']): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const outcome of Object.values(outcomes)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

/** How the row ends its run, if it does. */
const endOf = (event: RunEvent): string | null => {
  switch (event.type) {
    case 'run.finished':
      return event.status;
    case 'run.refused':
      return 'refused';
    case 'run.cancelled':
    case 'approval.denied':
      return 'cancelled';
    case 'question.answered':
      return event.candidateId === null ? 'cancelled' : null;
    case 'undo.finished':
      return event.complete ? 'undone' : 'undone-partly';
    default:
      return null;
  }
};

const linesOf = (before: RunRecord, run: RunRecord, event: RunEvent): StreamLine[] => {
  const { at, runId } = event;
  const stepId = 'stepId' in event ? event.stepId : null;
  const stepOf = (id: string | null) => run.plan?.steps.find((step) => step.id === id);
  const lines: StreamLine[] = [];
  if ('error' in event && event.error) {
    const { code, details = null } = event.error;
    const skill = stepOf(stepId)?.skill ?? null;
    lines.push({ stream: 'error', line: { at, runId, type: event.type, stepId, skill, code, details } });
  }
  if (event.type === 'approval.denied') {
    const asked = before.asked?.stepId ?? null;
    const risk = stepOf(asked)?.risk ?? run.plan?.risk ?? null;
    const skill = stepOf(asked)?.skill ?? null;
    const line = { at, runId, stepId: asked, skill, risk, reason: event.reason };
    lines.push({ stream: 'cooldown', line });
  }
  if (event.type === 'step.refused') {
    const { skill = null, risk = null } = stepOf(event.stepId) ?? {};
    lines.push({ stream: 'cooldown', line: { at, runId, stepId: event.stepId, skill, risk, reason: 'cooling' } });
  }
  const status = endOf(event);
  if (status) {
    const { plan, outcomes, retries, startedAt } = run;
    const line = {
      at,
      runId,
      status,
      risk: plan?.risk ?? null,
      planned: plan?.steps.length ?? 0,
      undoable: plan?.forecast.undoable ?? 0,
      outcomes: tally(outcomes),
      retries,
      // A clock that was set back must not make a time less than none.
      seconds: Math.max(0, at - startedAt) / 1000,
    };
    lines.push({ stream: 'report', line });
  }
  return lines;
};

/** The lines that a row of no run adds to the streams. Pure. */
export const programLines = (event: ProgramEvent): readonly StreamLine[] => {
  switch (event.type) {
    case 'stop.pulled': {
      const { at, runId, type, source, reason, aborted } = event;
      return [{ stream: 'report', line: { at, runId, type, source, reason, aborted: aborted.length } }];
    }
    case 'stop.reset': {
      const { at, runId, type, by } = event;
      return [{ stream: 'report', line: { at, runId, type, by } }];
    }
    case 'fact.asserted':
    case 'fact.retracted':
    case 'method.learned':
    case 'method.forgotten':
    case 'preference.forgotten':
    case 'run.forgotten':
    case 'mcp.added':
    case 'mcp.removed':
    case 'mcp.approved':
    case 'mcp.pinned':
    case 'mcp.accepted':
    case 'mcp.classified':
    case 'mcp.signed-in':
    case 'mcp.signed-out':
    case 'mcp.allowed':
    case 'mcp.sampled':
    case 'mcp.answered':
    case 'script.offered':
    case 'suggestion.dismissed':
    case 'peers.told':
      // These change nothing in the world, and every one of them is in the journal.
      return [];
    case 'kept.cleaned': {
      const { at, runId, type, dropped, bytes, days } = event;
      return [{ stream: 'report', line: { at, runId, type, dropped, bytes, days } }];
    }
  }
};

/** The record after one more row of its run, and the lines that the row adds to the streams. Pure. */
export const recordRow = (
  record: RunRecord | undefined,
  event: RunEvent,
): { readonly record: RunRecord; readonly lines: readonly StreamLine[] } => {
  const before = record ?? NEW;
  const run = after(before, event);
  return { record: run, lines: linesOf(before, run, event) };
};

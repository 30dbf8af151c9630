import type { RunEvent } from '../protocol/events.ts';
import type { Json } from '../protocol/json.ts';

/** What of a row is a decision, without when it was made and by which ids. */
const decisionIn = (event: RunEvent): readonly unknown[] => {
  switch (event.type) {
    case 'run.started':
      return [event.goal];
    case 'run.understood':
      return [event.chips, event.constraints?.map(({ say, start, end }) => ({ say, start, end })) ?? []];
    case 'run.refused':
      return [event.error.code, event.error.details ?? null];
    case 'model.called':
      return [event.model, event.purpose ?? null, event.prompt ?? null, event.error?.code ?? null];
    case 'model.proposed':
      return [
        event.model,
        event.proposal,
        event.verdict,
        event.say,
        ...(event.within === undefined ? [] : [event.within]),
      ];
    case 'model.remarked':
      return [event.opinion];
    case 'question.asked':
      return [event.question.subject, event.question.ask, event.question.candidates];
    case 'question.answered':
      return [event.subject, event.candidateId, ...(event.text === undefined ? [] : [event.text])];
    case 'plan.made':
      return [event.plan.risk, event.plan.steps, event.plan.asked ?? [], event.keeps ?? []];
    case 'plan.grown':
      return [event.stepId, event.steps, event.replaces];
    case 'approval.asked':
      return [event.stepId, event.label, event.preview, ...(event.digest ? [event.digest] : [])];
    case 'approval.given':
      return [event.by, event.stepByStep];
    case 'approval.denied':
      return [event.reason];
    case 'step.refused':
      return [event.stepId, event.error.code];
    case 'step.intended':
      return [event.stepId, event.skill, event.args, event.attempt];
    case 'step.ended':
    case 'undo.ended':
      return [event.stepId, event.status, event.error?.code ?? null];
    case 'replan.refused':
      return [event.error.code, event.error.details ?? null];
    case 'run.finished':
      return [event.status, event.otherWay ?? null];
    case 'undo.finished':
      return [event.complete];
    default:
      return [];
  }
};

/** The same wherever the home folder is. */
const homeless = (value: unknown, home: string): Json => {
  if (typeof value === 'string') return value.replaceAll(home, '~');
  if (Array.isArray(value)) return value.map((inner) => homeless(inner, home));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) => (inner === undefined ? [] : [[name, homeless(inner, home)]])),
    );
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
};

/**
 * What was decided in a run, a line of JSON for each decision: what a model was asked and proposed, what the checks and the policy made of it, what
 * the person was asked and said, what was done and what came of it. Without times, ids and the place of the home folder, so that the same
 * decisions make the same log on any profile.
 */
export const decisionLog = (events: Iterable<RunEvent>, home: string): string => {
  let log = '';
  for (const event of events) log += `${JSON.stringify(homeless([event.type, ...decisionIn(event)], home))}\n`;
  return log;
};

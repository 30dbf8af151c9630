import { isEnded, type RunView } from '../../../shared/protocol/run.ts';
import { hasActsLeft, OBSERVES } from '../../../shared/protocol/observing.ts';
import { type Front, waitsForPerson } from './front.ts';

/**
 * What another program is told of a run: what was done and what it waits for. What steps read stays with the person: a program that
 * asks for work has not been shown to anyone as a reader of files.
 */
export const reportOf = (run: RunView) => ({
  run_id: run.id,
  status: run.status,
  sentence: run.sentence,
  ended: isEnded(run.status),
  waits_for_person: waitsForPerson(run),
  ...(run.risk ? { risk: run.risk } : {}),
  ...(run.forecast ? { undo: run.forecast.say } : {}),
  steps: run.steps.map(({ title, status, risk, undo, error }) => ({
    title,
    status,
    risk,
    undo: undo.say,
    ...(error ? { error: `${error.code}: ${error.say}` } : {}),
  })),
  ...(run.question ? { question: run.question.ask } : {}),
  ...(run.error ? { error: `${run.error.code}: ${run.error.say} ${run.error.details ?? ''}`.trim() } : {}),
  ...(run.suggestions.length > 0 ? { suggestions: run.suggestions } : {}),
});

/** The report of a run; where it waits for a yes that Observe would not let anyone give, it says so and where that is changed. */
export const standing = async (front: Pick<Front, 'dispatch'>, run: RunView): Promise<object> => {
  const report = reportOf(run);
  if (!run.approval || !hasActsLeft(run)) return report;
  const { mode } = await front.dispatch({ type: 'settings.get' });
  return mode === 'observe' ? { ...report, note: OBSERVES } : report;
};

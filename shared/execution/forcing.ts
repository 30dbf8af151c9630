import type { RunEvent } from '../protocol/events.ts';
import type { Skill } from '../skills/skill.ts';
import { stepOf, type Advanced } from './state.ts';

/** What a power cut may take: a person who sees the run as it was before does the same again, and so does a start that finds it cut off. */
const LOOSE: ReadonlySet<RunEvent['type']> = new Set([
  'run.started',
  'run.understood',
  'run.paused',
  'run.resumed',
  'run.retried',
  'run.redone',
  'run.interrupted',
  'budget.raised',
  'step.performed',
  'step.skipped',
  'question.asked',
  'question.answered',
  'conflict.chosen',
  'injection.noticed',
  'undo.started',
  'replan.started',
]);

/**
 * Whether a row has to be on the disk before anything follows it. The outcome of what can be taken back is forced together
 * with the intent that follows it at once: until then a power cut leaves an intent whose effect is looked for, as if it had
 * come during the act.
 */
export const isForced = (event: RunEvent, { state, wishes }: Advanced, skills: ReadonlyMap<string, Skill>): boolean => {
  const undoOf = (stepId: string) => skills.get(stepOf(state, stepId)?.skill ?? '')?.undo.kind;
  switch (event.type) {
    case 'step.intended':
      // What only looks may be done again.
      return undoOf(event.stepId) !== 'nothing';
    case 'step.ended': {
      const undo = undoOf(event.stepId);
      const forcedNext = wishes.some((wish) => wish.type === 'act' && undoOf(wish.params.stepId) !== 'nothing');
      return undo !== 'nothing' && !(undo === 'compensate' && forcedNext);
    }
    default:
      return !LOOSE.has(event.type);
  }
};

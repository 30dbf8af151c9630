import type { ExecutionManager } from '../../execution/manager.ts';
import type { GoalContext } from '../../goals/intent.ts';
import { previewGoal } from '../../goals/preview.ts';
import type { Model } from '../../ports/model.ts';
import { SonnyError } from '../../protocol/errors.ts';
import { oneLine } from '../../skills/wording.ts';
import type { Answers } from './answers.ts';

/** The longest goal that is read, in UTF-16 units. */
const LONGEST_GOAL = 32_000;

export interface GoalDesk {
  readonly manager: Pick<ExecutionManager, 'start'>;
  readonly model: Model | undefined;
  /** What a goal that was typed now is read with. */
  readonly context: () => GoalContext;
}

/** A goal while it is typed, and when it is meant. @throws SonnyError GOAL_EMPTY, GOAL_TOO_LONG */
export const aboutGoals = ({ manager, model, context }: GoalDesk): Answers<'goal.preview' | 'run.start'> => ({
  'goal.preview': ({ text }) => previewGoal(text.slice(0, LONGEST_GOAL), context(), model?.ability()?.name ?? null),
  'run.start': ({ text, by, dryRun }) => {
    const goal = text.trim();
    if (goal === '') throw new SonnyError('GOAL_EMPTY');
    if (goal.length > LONGEST_GOAL) throw new SonnyError('GOAL_TOO_LONG', `It has ${goal.length} characters.`);
    const how = { ...(by === undefined ? {} : { by: oneLine(by) }), ...(dryRun ? { dryRun } : {}) };
    return { runId: manager.start(goal, how) };
  },
});

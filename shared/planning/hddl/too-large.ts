import { TaskError } from '../task-error.ts';
import { TooManyAlternatives } from './conjunctions.ts';

/** Whether this was thrown since a way of planning can't hold all of a problem; then another may, and nothing is wrong with the problem. */
export const isTooLarge = (thrown: unknown): boolean =>
  thrown instanceof TooManyAlternatives || (thrown instanceof TaskError && thrown.code === 'PLANNING_TOO_LARGE');

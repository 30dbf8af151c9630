import type { Forecast } from '../protocol/run.ts';
import type { PlannedStep } from '../protocol/events.ts';

/** What can be taken back of a plan, and after which step not everything can. */
export const forecastOf = (steps: readonly Pick<PlannedStep, 'id' | 'title' | 'undo' | 'risk'>[]): Forecast => {
  const final = steps.find((s) => !s.undo.possible);
  const undoable = steps.filter((s) => s.undo.possible).length;
  const isOne = steps.length === 1;
  const sayWithout = (first: number): string => {
    if (undoable === 0) return isOne ? 'This can’t be undone.' : 'None of this can be undone.';
    return `${undoable} of ${steps.length} steps can be undone; after step ${first} not everything can.`;
  };
  return {
    steps: steps.length,
    undoable,
    pointOfNoReturn: final?.id ?? null,
    say: final
      ? sayWithout(steps.indexOf(final) + 1)
      : steps.every((s) => s.risk === 'R0')
        ? 'This only looks; nothing is changed.'
        : isOne
          ? 'This can be undone.'
          : 'Everything can be undone.',
  };
};

import type { Forecast } from '../protocol/run.ts';
import type { PlannedStep } from '../protocol/events.ts';

/** What can be taken back of a plan, and after which step not everything can. */
export const forecastOf = (steps: readonly Pick<PlannedStep, 'id' | 'title' | 'undo' | 'risk'>[]): Forecast => {
  const final = steps.find((s) => !s.undo.possible);
  const undoable = steps.filter((s) => s.undo.possible).length;
  const count = `${undoable} of ${steps.length} step${steps.length === 1 ? '' : 's'} can be undone`;
  return {
    steps: steps.length,
    undoable,
    pointOfNoReturn: final?.id ?? null,
    say: final
      ? `${count}; after step ${steps.indexOf(final) + 1} not everything can.`
      : steps.every((s) => s.risk === 'R0')
        ? 'This only looks; nothing is changed.'
        : steps.length === 1
          ? 'This can be undone.'
          : 'Everything can be undone.',
  };
};

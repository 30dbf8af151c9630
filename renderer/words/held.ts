import type { Constraint } from '../../shared/protocol/constraint.ts';
import type { RunView } from '../../shared/protocol/run.ts';

/** The constraints that a run's own errors name: those that stopped something. */
export const brokenBy = (run: RunView): readonly Constraint[] => {
  const details = [run.error, ...run.steps.map((s) => s.error)].flatMap((error) =>
    error?.code === 'CONSTRAINT_VIOLATED' ? [error.details ?? ''] : [],
  );
  return (run.constraints ?? []).filter(({ say }) => details.some((text) => text.includes(`“${say}”`)));
};

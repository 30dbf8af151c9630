import type { Plan } from '../../planning/plan.ts';
import type { PlannedStep } from '../../protocol/events.ts';
import type { StepView } from '../../protocol/step.ts';

const WHY = 'It was planned from what was read, so it is yours to see first.';

/** Whether a step only reads, and reads nothing that was not said. */
const onlyReads = ({ risk, bindings = [] }: PlannedStep): boolean => risk === 'R0' && bindings.length === 0;

/**
 * The steps of what was left open, for the run. The approval of the plan was given before anybody could know them, so each that does more than
 * read, or reads what nobody named, waits for a yes of its own.
 */
export const asGrowth = ({ steps }: Plan, open: Pick<StepView, 'id' | 'dependsOn'>): readonly PlannedStep[] =>
  steps.map((step) => {
    const { provenance } = step;
    const asks = step.asks || !onlyReads(step);
    const because = provenance && asks && provenance.because.length === 0 ? [WHY] : (provenance?.because ?? []);
    return {
      ...step,
      within: open.id,
      dependsOn: step.dependsOn.length > 0 ? step.dependsOn : [...open.dependsOn],
      asks,
      ...(provenance ? { provenance: { ...provenance, because } } : {}),
    };
  });

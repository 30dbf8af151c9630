import type { Necessity } from './necessity.ts';
import { refsIn } from './shape.ts';
import type { Sound } from './step.ts';
import { violation, type Violation } from './violation.ts';

/**
 * A step that nobody asked for and that no step which is asked for leans on: the plan without it would do as well. Goes
 * backwards from what is asked (backward justification; E. Fink and Q. Yang, "Formalizing plan justifications", 1992).
 */
export const superfluous = (
  steps: readonly Sound[],
  asked: ReadonlySet<Sound>,
  necessity: Necessity,
): Violation | null => {
  const justified = new Set(asked);
  for (const step of steps.toReversed()) {
    if (justified.has(step)) continue;
    const leaned = [...justified].some(
      (other) =>
        Object.values(other.args)
          .flatMap(refsIn)
          .some((ref) => ref.from === step.id) ||
        other.declared
          .needs(other.args)
          .some(
            (need) =>
              necessity.giversBefore(other.place, need).includes(step) &&
              necessity.at(other.place, need, step).kind !== 'holds',
          ),
    );
    if (!leaned)
      return violation('superfluous', step.id, `“${step.title}” is not asked for, and nothing that is needs it.`);
    justified.add(step);
  }
  return null;
};

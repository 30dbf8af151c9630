import type { Constraint } from '../../protocol/constraint.ts';
import type { PlannedStep } from '../../protocol/events.ts';
import type { Skill } from '../../skills/skill.ts';
import { footprintOf } from '../../skills/footprint.ts';
import { hasArgs } from './past.ts';

/** Steps as they were, with what must come after something waiting for it. Waits are listed first, so this is in order. */
export const waiting = (
  steps: readonly PlannedStep[],
  constraints: readonly Constraint[],
  skills: ReadonlyMap<string, Skill>,
): readonly PlannedStep[] => {
  const rules = constraints.flatMap(({ rule }) => (rule.kind === 'after' ? [rule] : []));
  if (rules.length === 0) return steps;
  const after = new Map<string, ReadonlySet<string>>();
  return steps.map((step) => {
    const skill = skills.get(step.skill);
    const reached = new Set(step.dependsOn.flatMap((id) => [id, ...(after.get(id) ?? [])]));
    const missing =
      !skill || footprintOf(skill, step.args).onlyLooks
        ? []
        : rules.flatMap((rule) => {
            const wait = steps.find((s) => s.skill === rule.skill && hasArgs(s.args, rule.args));
            return wait && wait.id !== step.id && !reached.has(wait.id) ? [wait.id] : [];
          });
    after.set(step.id, new Set([...reached, ...missing]));
    return missing.length === 0 ? step : { ...step, dependsOn: [...step.dependsOn, ...missing] };
  });
};

import { breachOf, clockTime, sayBreach } from '../constraints/breach.ts';
import { footprintOf } from '../../skills/footprint.ts';
import { hasArgs, Past, type Deed } from '../constraints/past.ts';
import { usualTime } from '../constraints/usual-time.ts';
import { shorten } from '../words.ts';
import type { Order } from './order.ts';
import type { Ground, Sound, ToCheck } from './step.ts';
import { violation, type Violation } from './violation.ts';

/** When each step can end at the earliest, in milliseconds after the plan begins: the longest way to it. */
const earliestEnds = (steps: readonly Sound[]): ReadonlyMap<string, number> => {
  const ends = new Map<string, number>();
  for (const { id, dependsOn, declared } of steps)
    ends.set(id, Math.max(0, ...dependsOn.map((d) => ends.get(d) ?? 0)) + usualTime(declared));
  return ends;
};

const lateness = (steps: readonly Sound[], { constraints, now }: ToCheck): Violation | null => {
  const ends = earliestEnds(steps);
  for (const constraint of constraints) {
    const { rule } = constraint;
    if (rule.kind !== 'before') continue;
    const late = steps.find((s) => now + (ends.get(s.id) ?? 0) > rule.at);
    if (!late) continue;
    const say = `“${late.title}” can’t be done “${constraint.say}”: it would be ${clockTime(now + (ends.get(late.id) ?? 0))} at the earliest.`;
    return violation('constraint', late.id, say, { constraint });
  }
  return null;
};

/** What is to come after something has to wait for it in every order. */
const hastiness = (steps: readonly Sound[], { constraints }: ToCheck, order: Order): Violation | null => {
  for (const constraint of constraints) {
    const { rule } = constraint;
    if (rule.kind !== 'after') continue;
    const waits = steps.filter((s) => s.skill === rule.skill && hasArgs(s.args, rule.args));
    const hasty = steps.find(
      (s) => !footprintOf(s.declared, s.args).onlyLooks && !waits.some((w) => order.before(w.place, s.place)),
    );
    if (!hasty) continue;
    return violation('constraint', hasty.id, `“${hasty.title}” does not wait until it is “${constraint.say}”.`, {
      constraint,
    });
  }
  return null;
};

/** The first step that would break what the person wants kept to. */
export const unkept = (steps: readonly Sound[], plan: ToCheck, order: Order, { world }: Ground): Violation | null => {
  if (plan.constraints.length === 0) return null;
  const done: Deed[] = [];
  const others = plan.constraints.filter((c) => c.rule.kind !== 'after');
  for (const { id, skill, args, declared, title } of steps) {
    const deed = { skill, args, footprint: footprintOf(declared, args), sure: true };
    const breach = breachOf(others, deed, Past.of(done), plan.now);
    if (breach)
      return violation('constraint', id, shorten(sayBreach(title, breach), world.home), {
        constraint: breach.constraint,
      });
    done.push(deed);
  }
  return lateness(steps, plan) ?? hastiness(steps, plan, order);
};

import type { ConstraintRule } from '../../protocol/constraint.ts';
import { footprintOf } from '../../skills/footprint.ts';
import type { StepView } from '../../protocol/step.ts';
import type { PlanArgs, Skill } from '../../skills/skill.ts';
import { breachOf } from '../constraints/breach.ts';
import { Past, type Deed } from '../constraints/past.ts';
import { usualTime } from '../constraints/usual-time.ts';
import type { Story } from './account.ts';

const deedOf = (skill: Skill, args: PlanArgs): Deed => ({
  skill: skill.name,
  args,
  footprint: footprintOf(skill, args),
  sure: true,
});

/** When each step can end at the least, in milliseconds after the first begins. */
const earliestEnds = (story: Story): ReadonlyMap<string, number> => {
  const ends = new Map<string, number>();
  for (const step of story.run.steps) {
    const skill = story.skillOf(step);
    ends.set(step.id, Math.max(0, ...step.dependsOn.map((d) => ends.get(d) ?? 0)) + (skill ? usualTime(skill) : 0));
  }
  return ends;
};

/** Whether a step can't be in its time; only for a run that time has stopped before it began. */
const mistimed = (story: Story, step: StepView, rule: ConstraintRule): boolean => {
  const { status, endedAt, createdAt } = story.run;
  if (status !== 'refused') return false;
  const now = endedAt ?? createdAt;
  if (rule.kind === 'before') return now + (earliestEnds(story).get(step.id) ?? 0) > rule.at;
  return rule.kind === 'not-before' && now < rule.at;
};

/** Ids of the constraints that a call would break in the place of a step of the plan. */
export const brokenBy = (story: Story, step: StepView, skill: Skill, args: PlanArgs): readonly string[] => {
  const before = story.run.steps.slice(0, story.number(step.id) - 1).flatMap((s) => {
    const its = story.skillOf(s);
    return its ? [deedOf(its, s.args)] : [];
  });
  const now = story.run.endedAt ?? story.run.createdAt;
  return (story.run.constraints ?? []).flatMap((constraint) => {
    const { rule, id } = constraint;
    if (rule.kind === 'before' || rule.kind === 'not-before') return mistimed(story, step, rule) ? [id] : [];
    return breachOf([constraint], deedOf(skill, args), Past.of(before), now) ? [id] : [];
  });
};

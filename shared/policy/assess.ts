import type { RiskClass } from '../protocol/step.ts';
import type { PlanArgs, Skill } from '../skills/skill.ts';
import { RULES } from './rules.ts';

export interface Verdict {
  readonly risk: RiskClass;
  /** The step is asked about on its own, whatever was approved for the plan. */
  readonly asks: boolean;
  readonly denied: boolean;
}

/** What the policy says of a call. A skill that the catalogue does not know is R4: asked about each time. */
export const assess = (skill: Skill | undefined, args: PlanArgs): Verdict => {
  const risk = skill === undefined ? 'R4' : typeof skill.risk === 'function' ? skill.risk(args) : skill.risk;
  const { gate } = RULES[risk];
  return { risk, asks: gate === 'each', denied: gate === 'never' };
};

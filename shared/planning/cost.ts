import type { RiskClass } from '../protocol/step.ts';
import type { PlanArgs, Skill } from '../skills/skill.ts';

/** What a step of each risk class weighs: one of a class outweighs any usual number of those below it. */
const RISK: Readonly<Record<RiskClass, number>> = { R0: 0.1, R1: 1, R2: 3, R3: 60, R4: 600, R5: 6000 };
/** What weighs that a step cannot be taken back. */
const IRREVERSIBLE = 300;
/** What a minute weighs that a step takes as a rule, and one that it may take at most. */
const USUAL_MINUTE = 6;
const MINUTE = 0.2;

/** How much is against a step: its risk, that it cannot be taken back, and the time it takes and may take. The plan with the least wins. */
export const costOf = (skill: Skill, args: PlanArgs): number => {
  const risk = typeof skill.risk === 'function' ? skill.risk(args) : skill.risk;
  const final = skill.undo.kind === 'irreversible' ? IRREVERSIBLE : 0;
  return RISK[risk] + final + ((skill.usual ?? 0) * USUAL_MINUTE + skill.deadline * MINUTE) / 60_000;
};

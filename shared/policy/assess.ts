import type { Binding, Provenance } from '../protocol/provenance.ts';
import type { RiskClass } from '../protocol/step.ts';
import type { PlanArgs, Skill } from '../skills/skill.ts';
import { bindingsOf } from './provenance/bindings.ts';
import { demandsOf } from './provenance/class.ts';
import { findingsOf, type GivenBy } from './provenance/findings.ts';
import { readBy, type Ground } from './provenance/ground.ts';
import { thirdOfThree } from './provenance/rule-of-two.ts';
import { RULES } from './rules.ts';

export interface Verdict {
  readonly risk: RiskClass;
  /** The step is asked about on its own, whatever was approved for the plan, unless it was named in full with it. */
  readonly asks: boolean;
  readonly denied: boolean;
  /** What it is about that the person did not say. */
  readonly bindings?: Binding[];
  /** Where a model chose the arguments. */
  readonly provenance?: Provenance;
}

const verdict = (risk: RiskClass): Verdict => {
  const { gate } = RULES[risk];
  return { risk, asks: gate === 'each', denied: gate === 'never' };
};

const NOBODY_KNOWS: GivenBy = () => [{ kind: 'tool', of: '' }];

/**
 * What the policy says of a call. A skill that the catalogue does not know is R4: asked about each time. The class is the highest
 * that the action, the labels of its data and its volume ask for; nothing lowers it.
 * @param ground how the call came by its arguments
 * @param given whose words an earlier step gives, for arguments that are still to come
 */
export const assess = (
  skill: Skill | undefined,
  args: PlanArgs,
  ground: Ground,
  given: GivenBy = NOBODY_KNOWS,
): Verdict => {
  const own = skill === undefined ? 'R4' : typeof skill.risk === 'function' ? skill.risk(args) : skill.risk;
  if (ground.by === 'grammar' || skill === undefined) return verdict(own);
  const findings = findingsOf(skill, args, ground, given);
  const demands = demandsOf(skill, args, own, findings);
  const risk = demands.reduce<RiskClass>((worst, demand) => (demand.risk > worst ? demand.risk : worst), own);
  const { asks, denied } = verdict(risk);
  const read = readBy(ground);
  const watched = thirdOfThree(skill, risk, read);
  const bindings = bindingsOf(skill, risk, findings);
  return {
    risk,
    asks: asks || (watched !== null && !denied),
    denied,
    ...(bindings.length > 0 ? { bindings } : {}),
    provenance: {
      by: 'model',
      read: read.map((source) => ({ ...source })),
      because: [...new Set(demands.map(({ because }) => because)), ...(watched === null ? [] : [watched])],
    },
  };
};

/** The policy for whoever proposes steps on this ground. */
export const assessing =
  (ground: Ground) =>
  (skill: Skill | undefined, args: PlanArgs, given?: GivenBy): Verdict =>
    assess(skill, args, ground, given);

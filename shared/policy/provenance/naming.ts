import { isRef, type StepView } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';
import type { Skill } from '../../skills/skill.ts';

/** How many steps one approval may name, and how long their arguments may be (UTF-16 units of JSON): what nobody reads names nothing. */
const MOST = 10;
const LONGEST = 2000;

const isWhole = (value: Json): boolean =>
  !isRef(value) &&
  (value === null || typeof value !== 'object' || Object.values(value).every((inner: Json) => isWhole(inner)));

/** Whether all that the call is about stands in its arguments: nothing on this machine makes it another call later. */
const standsAlone = (skill: Skill, args: StepView['args']): boolean =>
  skill.about === undefined && skill.needs(args).length === 0 && skill.changes(args, '').length === 0;

/** Whether the approval of a plan can name a step in full, so that it needs no second question. */
const canBeNamed = (step: Pick<StepView, 'args' | 'asks' | 'risk' | 'provenance'>, skill: Skill | undefined): boolean =>
  skill !== undefined &&
  step.asks &&
  step.provenance !== undefined &&
  isWhole(step.args) &&
  JSON.stringify(step.args).length <= LONGEST &&
  // What is asked about only for who chose it is in full what it is about; a class of its own may hang on how things are then.
  (step.risk <= 'R2' || standsAlone(skill, step.args));

/** The steps of a plan that its approval names one by one. None where they are too many to be read. */
export const namedWithPlan = (
  steps: readonly Pick<StepView, 'id' | 'skill' | 'args' | 'asks' | 'risk' | 'provenance'>[],
  skills: ReadonlyMap<string, Skill>,
): readonly string[] => {
  const named = steps.filter((step) => canBeNamed(step, skills.get(step.skill))).map(({ id }) => id);
  return named.length <= MOST ? named : [];
};

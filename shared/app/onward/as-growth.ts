import type { Plan } from '../../planning/plan.ts';
import { isSaid } from '../../policy/provenance/said.ts';
import type { PlannedStep } from '../../protocol/events.ts';
import type { Json } from '../../protocol/json.ts';
import type { StepView } from '../../protocol/step.ts';
import type { Skill } from '../../skills/skill.ts';

/** The person's own words, and what can be done. */
export interface Person {
  readonly words: readonly string[];
  readonly home: string;
  readonly skills: ReadonlyMap<string, Skill>;
}

const WHY = 'It was planned from what was read, so it is yours to see first.';

const leavesOf = (value: Json): readonly (string | number)[] => {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  return value === null || typeof value !== 'object'
    ? []
    : Object.values(value).flatMap((inner: Json) => leavesOf(inner));
};

/** Whether a call tells a program of someone else's what the person did not say: to be asked is to learn something. */
const tellsOthers = ({ skill, args }: PlannedStep, { skills, words, home }: Person): boolean => {
  const declared = skills.get(skill);
  if (!declared?.foreign && declared?.reaches === undefined) return false;
  return leavesOf({ ...args }).some((leaf) => typeof leaf === 'string' && !isSaid('content', leaf, words, home));
};

/** Whether a step only reads, nothing that was not said, and tells nobody of what was read. */
const onlyReads = (step: PlannedStep, person: Person): boolean =>
  step.risk === 'R0' && (step.bindings ?? []).length === 0 && !tellsOthers(step, person);

/**
 * The steps of what was left open, for the run. The approval of the plan was given before anybody could know them, so each that does more than
 * read, or reads what nobody named, waits for a yes of its own.
 */
export const asGrowth = (
  { steps }: Plan,
  open: Pick<StepView, 'id' | 'dependsOn'>,
  person: Person,
): readonly PlannedStep[] =>
  steps.map((step) => {
    const { provenance } = step;
    const asks = step.asks || !onlyReads(step, person);
    const because = provenance && asks && provenance.because.length === 0 ? [WHY] : (provenance?.because ?? []);
    return {
      ...step,
      within: open.id,
      dependsOn: step.dependsOn.length > 0 ? step.dependsOn : [...open.dependsOn],
      asks,
      ...(provenance ? { provenance: { ...provenance, because } } : {}),
    };
  });

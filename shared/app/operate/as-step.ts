import { shorten } from '../../planning/words.ts';
import { assess } from '../../policy/assess.ts';
import type { Ground } from '../../policy/provenance/ground.ts';
import { askedOnTheWay, outside, type Scope } from '../../policy/scope.ts';
import type { PlannedStep } from '../../protocol/events.ts';
import type { Skill } from '../../skills/skill.ts';
import type { Chosen } from './acts.ts';

/** Where a step comes in. */
export interface Place {
  readonly id: string;
  readonly within: string;
  readonly dependsOn: readonly string[];
  readonly why: string;
}

/** A call as a step of the run, with what the policy says of it; or why it may not be one. */
export const asStep = (
  call: Exclude<Chosen, { wrong: string }>,
  { id, within, dependsOn, why }: Place,
  scope: Scope,
  ground: Ground,
  skills: ReadonlyMap<string, Skill>,
): PlannedStep | { readonly wrong: string } => {
  const skill = skills.get(call.skill);
  const parsed = skill?.parameters.safeParse(call.args);
  if (!skill || !parsed?.success)
    return { wrong: `${call.skill}: ${parsed?.error?.issues[0]?.message ?? 'there is no such skill'}.` };
  const { args } = call;
  const title = shorten(skill.title(args), ground.home);
  const { risk, asks, denied, bindings, provenance } = assess(skill, args, ground);
  const why_ = outside(scope, skill.name, args, risk);
  if (why_ !== null) return { wrong: `“${title}” is not part of this step: ${why_}.` };
  if (denied) return { wrong: `“${title}” is never done.` };
  const because = askedOnTheWay(skill.name, args);
  return {
    id,
    within,
    skill: skill.name,
    title,
    why,
    args: { ...args },
    dependsOn: [...dependsOn],
    needs: [],
    changes: skill.effects(args).map((effect) => shorten(effect, ground.home)),
    risk: because !== null && risk < 'R4' ? 'R4' : risk,
    asks: asks || because !== null,
    undo: { possible: skill.undo.kind !== 'irreversible', say: skill.undo.say },
    verifiedBy: skill.verifiedBy,
    ...(bindings ? { bindings } : {}),
    ...(provenance
      ? { provenance: { ...provenance, because: [...provenance.because, ...(because === null ? [] : [because])] } }
      : {}),
  };
};

import { isRef } from '../../protocol/step.ts';
import type { StepView } from '../../protocol/step.ts';
import type { PlanArgs, Skill } from '../../skills/skill.ts';
import { keyOf } from '../../symbolic/atom.ts';
import type { Story } from './account.ts';
import type { Claim, PlanProof } from './claim.ts';
import { brokenBy } from './held.ts';

/** The step's arguments as far as the skill takes them, and the parameters that it would lack. */
const instead = (skill: Skill, step: StepView): { readonly args: PlanArgs; readonly lacking: readonly string[] } => {
  const args: Record<string, PlanArgs[string]> = {};
  const lacking: string[] = [];
  for (const [name, schema] of Object.entries(skill.parameters.shape)) {
    const value = step.args[name];
    if (value !== undefined && (isRef(value) || schema.safeParse(value).success)) args[name] = value;
    else if (!schema.safeParse(undefined).success) lacking.push(name);
  }
  return { args, lacking };
};

const riskOf = (skill: Skill, args: PlanArgs): string =>
  typeof skill.risk === 'function' ? skill.risk(args) : skill.risk;

/** What speaks against the skill in the place of a step, the weightiest first. */
const against = (story: Story, skill: Skill, step: StepView): readonly Claim[] => {
  const { args } = instead(skill, step);
  const place = { skill: skill.name, step: step.id } as const;
  const kept = new Set(brokenBy(story, step, skill, step.args));
  const breaks = brokenBy(story, step, skill, args)
    .filter((id) => !kept.has(id) || skill.name !== step.skill)
    .map((constraint): Claim => ({ kind: 'would-break', ...place, constraint }));
  const own = skill.changes(args, step.id);
  const misses = (story.skillOf(step)?.changes(step.args, step.id) ?? [])
    .filter((c) => !own.some((o) => keyOf(o) === keyOf(c) && (o.negated ?? false) === (c.negated ?? false)))
    .map((literal): Claim => ({ kind: 'would-miss', ...place, literal }));
  const risk = riskOf(skill, args);
  const riskier: readonly Claim[] = risk > step.risk ? [{ kind: 'riskier', ...place, risk }] : [];
  const final: readonly Claim[] =
    skill.undo.kind === 'irreversible' && step.undo.possible ? [{ kind: 'no-way-back', ...place }] : [];
  return [...breaks, ...misses, ...riskier, ...final];
};

/** Why another skill is not used: the plan with it in the place of a step, and the first things that speak against that. */
export const whyNotProof = (story: Story, name: string): PlanProof => {
  const topic = { kind: 'skill', skill: name } as const;
  const skill = story.account.skills.get(name);
  const flat = (claims: readonly Claim[]): PlanProof => ({
    topic,
    claims: claims.map((claim) => ({ depth: 0, claim })),
  });
  if (!skill) return flat([{ kind: 'no-such-skill', skill: name }]);
  const used = story.run.steps.filter((s) => s.skill === name);
  if (used.length > 0) return flat(used.map((s): Claim => ({ kind: 'in-plan', skill: name, step: s.id })));
  const places = story.run.steps.map((step) => ({ step, ...instead(skill, step) }));
  const fitting = places.filter((p) => p.lacking.length === 0 && Object.keys(p.args).length > 0);
  if (fitting.length > 0) return flat(fitting.flatMap((p) => against(story, skill, p.step)));
  const nearest = places.toSorted((a, b) => a.lacking.length - b.lacking.length)[0];
  const lacks: readonly Claim[] = (nearest?.lacking ?? []).map((parameter) => ({
    kind: 'lacks',
    skill: name,
    step: nearest?.step.id ?? '',
    parameter,
  }));
  return flat([{ kind: 'fits-nowhere', skill: name }, ...lacks]);
};

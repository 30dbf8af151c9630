import { reliedOn } from '../../execution/act/preconditions.ts';
import { breachOf } from '../../planning/constraints/breach.ts';
import { Past } from '../../planning/constraints/past.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import type { PlanMark } from '../../protocol/knowledge.ts';
import type { RunView } from '../../protocol/run.ts';
import { isRef, type StepView } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';
import { footprintOf } from '../../skills/footprint.ts';
import type { Skill } from '../../skills/skill.ts';
import { sayCondition, shorten } from '../../planning/words.ts';
import type { Fact } from '../../symbolic/facts/fact.ts';
import { atom, keyOf, type Literal } from '../../symbolic/atom.ts';
import { derivedId } from './derived.ts';
import type { Seen } from './imagine.ts';
import { keptBy } from './vouching.ts';

/** Steps that are still to come. */
const AHEAD: ReadonlySet<StepView['status']> = new Set(['planned', 'waiting']);

/** A value that an earlier step gave, where it has; a Ref to one that is still to come stays. */
const given = (value: Json, steps: ReadonlyMap<string, StepView>): Json => {
  if (isRef(value)) return steps.get(value.from)?.outputs?.[value.output] ?? value;
  if (Array.isArray(value)) return value.map((one: Json) => given(one, steps));
  return value;
};

/** What the steps so far bring about, as it is imagined: by statement, whether it is so, and which broken step should have said so. */
type Imagined = Map<string, { readonly holds: boolean; readonly brokenBy: StepView | null }>;

/** What was taken back or is said not to be, where a need that something be there stands on it alone: a file at a path that must not be free. */
const takenBack = ({ relation, args }: Literal, { memory, context }: Seen, now: number): Fact | null => {
  const { facts } = memory;
  const group = facts.relations.get(relation)?.group;
  if (group === undefined) return null;
  const others = [...facts.relations.all()]
    .filter((one) => one.group === group && one.name !== relation)
    .map((one) => facts.standing({ relation: one.name, args }, context, now));
  if (others.some(({ standing }) => standing === 'holds')) return null;
  const gone = others.find(
    ({ standing, fact }) =>
      (standing === 'retracted' && isByPerson(fact, memory)) ||
      (standing === 'denied' && fact?.literal.negated === true),
  );
  return gone?.fact ?? null;
};

const isByPerson = (fact: Fact | null, { graph }: Seen['memory']): boolean =>
  fact?.ending !== undefined && fact.ending !== null && graph.get(fact.ending.by)?.kind === 'decision';

const brokenNeed = (
  need: Literal,
  step: StepView,
  imagined: Imagined,
  mind: Seen,
  now: number,
): Omit<PlanMark, 'stepId'> | null => {
  const { memory, reasoner, home, context } = mind;
  const promised = imagined.get(keyOf(need));
  const wanted = !need.negated;
  if (promised?.brokenBy) return { say: `it builds on “${promised.brokenBy.title}”`, fact: null };
  if (promised) return promised.holds === wanted ? null : { say: 'an earlier step undoes what it needs', fact: null };
  const { standing, fact } = memory.facts.standing({ relation: need.relation, args: need.args }, context, now);
  const gone = wanted ? null : takenBack(need, mind, now);
  if (gone) {
    const because = gone.literal.negated ? memory.say(gone.literal) : 'that was taken back';
    return { say: `it needs that ${sayCondition(need, { home, apps: [] })}: ${because}`, fact: gone.id };
  }
  // What is merely unknown or was seen long ago is looked at before the step; only the contrary breaks it.
  const broken = wanted ? ['denied', 'retracted', 'superseded'].includes(standing) : standing === 'holds';
  const relied = wanted && step.needs.some((n) => n.fact === keyOf(need));
  const isOver = relied && (reasoner.isDerived(need.relation) ? !reasoner.engine.find(need) : standing === 'expired');
  if (!broken && !isOver) return null;
  const condition = sayCondition(need, { home, apps: [] });
  if (!broken) {
    return { say: `it needs that ${condition}, and that is known no longer`, fact: fact?.id ?? derivedId(need) };
  }
  const because =
    standing === 'denied' && fact
      ? `: ${memory.say(fact.literal)}`
      : standing === 'retracted'
        ? ': that was taken back'
        : '';
  return { say: `it needs that ${condition}${because}`, fact: fact?.id ?? null };
};

/** A step that takes away what is to stay, by a rule. */
const brokenRule = (changes: readonly Literal[], { reasoner: { engine } }: Seen): Omit<PlanMark, 'stepId'> | null => {
  for (const { relation, args, negated } of changes) {
    if (relation !== 'free' || negated) continue;
    const stays = engine.find({ relation: 'stays', args });
    if (stays) return { say: 'it takes away what is to stay where it is', fact: derivedId(stays) };
  }
  return null;
};

/** A step that would move, replace or delete what a person said is to stay. */
const brokenKeeping = (
  skill: Skill,
  args: StepView['args'],
  kept: readonly Constraint[],
  { memory, home, context }: Seen,
  now: number,
): Omit<PlanMark, 'stepId'> | null => {
  if (kept.length === 0) return null;
  const deed = { skill: skill.name, args, footprint: footprintOf(skill, args), sure: true };
  const breach = breachOf(kept, deed, Past.of([]), now);
  if (!breach) return null;
  const { rule, say } = breach.constraint;
  const [path = ''] = 'paths' in rule ? (rule.paths ?? []) : [];
  const { fact } = memory.facts.standing(atom('keep', path), context, now);
  return { say: shorten(`${breach.because}, and ${say}`, home), fact: fact?.id ?? null };
};

/**
 * The steps of a run that would not work any more, as things are known now: their conditions are contradicted, or they
 * build on a step whose conditions are. Pure.
 */
export const marksOf = (run: RunView, mind: Seen, now: number): readonly PlanMark[] => {
  const marks: PlanMark[] = [];
  const steps = new Map(run.steps.map((step) => [step.id, step]));
  const imagined: Imagined = new Map();
  const kept = keptBy(mind, now, mind.context);
  for (const step of run.steps) {
    const skill = mind.skills.get(step.skill);
    if (!skill || !AHEAD.has(step.status)) continue;
    const args = Object.fromEntries(Object.entries(step.args).map(([name, value]) => [name, given(value, steps)]));
    let broken: Omit<PlanMark, 'stepId'> | null = null;
    const needs = skill.needs(args);
    for (const need of [...needs, ...reliedOn(step, needs)])
      if ((broken = brokenNeed(need, step, imagined, mind, now))) break;
    const changes = skill.changes(args, step.id);
    broken ??= brokenRule(changes, mind) ?? brokenKeeping(skill, args, kept, mind, now);
    if (broken) marks.push({ stepId: step.id, ...broken });
    for (const change of changes)
      imagined.set(keyOf(change), { holds: !change.negated, brokenBy: broken ? step : null });
  }
  return marks;
};

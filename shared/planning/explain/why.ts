import type { StepView } from '../../protocol/step.ts';
import type { Story } from './account.ts';
import { askedFor, groundOf, wayToGoal } from './causes.ts';
import type { Claim, Placed, PlanProof } from './claim.ts';
import { brokenBy } from './held.ts';

const flat = (claims: readonly Claim[], depth = 0): readonly Placed[] => claims.map((claim) => ({ depth, claim }));

/** The constraint that a step's own refusal names. */
const refusedFor = (story: Story, step: StepView): readonly Extract<Claim, { kind: 'refused-for' }>[] =>
  step.error?.code !== 'CONSTRAINT_VIOLATED'
    ? []
    : (story.run.constraints ?? [])
        .filter(({ say }) => step.error?.details?.includes(`“${say}”`))
        .map(({ id }) => ({ kind: 'refused-for', step: step.id, constraint: id }));

const constraintsOn = (story: Story, step: StepView): readonly Claim[] => {
  const skill = story.skillOf(step);
  if (!skill) return [];
  const broken = new Set(brokenBy(story, step, skill, step.args));
  const named = new Set(refusedFor(story, step).map((c) => c.constraint));
  return (story.run.constraints ?? [])
    .filter(({ id }) => !named.has(id))
    .map(({ id }) => ({ kind: broken.has(id) ? 'breaks' : 'keeps', step: step.id, constraint: id }));
};

/** Why a step is in the plan: its part in what was asked, what it stands on, what it is held to. */
export const whyStepProof = (story: Story, step: StepView): PlanProof => {
  const way = wayToGoal(story, step).map((claim, depth) => ({ depth, claim }));
  const { because = [] } = step.provenance ?? {};
  const risk: readonly Claim[] = story.skillOf(step)
    ? [{ kind: 'risk', step: step.id, risk: step.risk, ...(because.length > 0 ? { because } : {}) }]
    : [];
  return {
    topic: { kind: 'step', step: step.id },
    claims: [
      ...way,
      ...flat(groundOf(story, step)),
      ...flat(refusedFor(story, step)),
      ...flat(constraintsOn(story, step)),
      ...flat(risk),
    ],
  };
};

/** What stopped a run: the nearest things that are missing or in the way. */
const obstacles = (story: Story): readonly Claim[] => {
  const { run } = story;
  const unclear = run.chips
    .filter((chip) => chip.kind === 'unknown')
    .map(({ start, end }): Claim => ({ kind: 'unclear', start, end }));
  const unmet = run.steps.flatMap((step) =>
    groundOf(story, step).filter((c) => c.kind === 'unmet' || c.kind === 'closed'),
  );
  const broken = run.steps.flatMap((step) => constraintsOn(story, step).filter((c) => c.kind === 'breaks'));
  return [...unclear, ...unmet, ...broken];
};

/** Why a run is as it is: why it was refused or stopped, else what each part of it is for. */
export const whyRunProof = (story: Story): PlanProof => {
  const { run } = story;
  const error: readonly Claim[] = run.error ? [{ kind: 'error', step: null, code: run.error.code }] : [];
  const failed = run.steps.flatMap((step): readonly Placed[] =>
    step.error
      ? [
          { depth: 0, claim: { kind: 'error', step: step.id, code: step.error.code } },
          ...flat(refusedFor(story, step), 1),
        ]
      : [],
  );
  const why =
    run.status === 'refused'
      ? flat(obstacles(story), 1)
      : flat(
          run.steps.flatMap((step) => askedFor(story, step) ?? []),
          0,
        );
  return { topic: { kind: 'run' }, claims: [...flat(error), ...failed, ...why] };
};

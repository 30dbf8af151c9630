import { describe, expect, it } from 'vitest';
import { SKILLS } from '../../../../shared/skills/catalogue.ts';
import { GOLDEN } from './goals.ts';
import { mutantsOf, type Mutant } from './mutants.ts';
import { planFor, verdict, type Planned } from './world.ts';

const planned = GOLDEN.map((goal) => planFor(goal));

const stepsOf = ({ goal, proposal }: Planned) => {
  if (proposal.kind !== 'plan') throw new Error(`${goal}: ${JSON.stringify(proposal)}`);
  return proposal.plan;
};

const KINDS: readonly Mutant['kind'][] = ['dropped', 'swapped', 'duplicated', 'wrong argument', 'wrong order'];

describe('golden plans', () => {
  it.each(planned.map((p) => ({ goal: p.goal, p })))('is taken: $goal', ({ p }) => {
    const { steps } = stepsOf(p);
    expect(verdict(steps, p)).toMatchObject({ holds: true });
  });

  it('are many, of most skills', () => {
    expect(new Set(GOLDEN).size).toBe(GOLDEN.length);
    expect(GOLDEN.length).toBeGreaterThanOrEqual(40);
    const used = new Set(planned.flatMap((p) => stepsOf(p).steps.map((s) => s.skill)));
    expect(used.size).toBeGreaterThan(SKILLS.size * 0.75);
  });
});

describe('mutants of them', () => {
  const mutants = planned.flatMap((p) => {
    const { steps, asked } = stepsOf(p);
    return mutantsOf(steps, new Set(asked.map((a) => a.stepId))).map((mutant) => ({ p, mutant }));
  });

  it('are all refused, and the step and the condition are named', () => {
    const taken = mutants.flatMap(({ p, mutant }) => {
      const checked = verdict(mutant.steps, p);
      if (checked.holds) return [`${p.goal}: ${mutant.kind} ${mutant.what}`];
      const { say, stepId } = checked.violation;
      expect(say).toMatch(/\S.*[.]$/su);
      if (stepId !== null) expect(mutant.steps.map((s) => s.id)).toContain(stepId);
      expect(say, mutant.what).toMatch(/“.+”|No skill|Two steps/su);
      return [];
    });
    expect(taken).toEqual([]);
  });

  it('are more than two hundred, of every kind', () => {
    for (const kind of KINDS)
      expect(mutants.filter(({ mutant }) => mutant.kind === kind).length, kind).toBeGreaterThan(30);
    expect(mutants.length).toBeGreaterThanOrEqual(200);
  });
});

it('what comes after a wait has to wait for it', () => {
  const p = planFor('wait 5 seconds and then create a file ~/Documents/new.txt with "x"');
  const { steps } = stepsOf(p);
  expect(verdict(steps, p)).toMatchObject({ holds: true });
  const hasty = steps.map((step) => ({ ...step, dependsOn: [] }));
  expect(verdict(hasty, p)).toMatchObject({
    holds: false,
    violation: {
      kind: 'need',
      stepId: 's2',
      say: '“Write “x” to ~/Documents/new.txt” could begin before “Wait 5 seconds” is over, and comes after it.',
    },
  });
});

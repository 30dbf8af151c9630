import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../../shared/planning/check/check-plan.ts';
import { ground } from '../../../../shared/planning/ground/ground.ts';
import { readDomain } from '../../../../shared/planning/pddl/domain.ts';
import { readProblem } from '../../../../shared/planning/pddl/problem.ts';
import { readTask } from '../../../../shared/planning/pddl/read-task.ts';
import { solve } from '../../../../shared/planning/search/solve.ts';
import { symmetriesOf } from '../../../../shared/planning/search/symmetries.ts';

const DOMAIN = `(define (domain nests) (:requirements :strips :typing)
  (:types bird nest ring - object)
  (:predicates (out ?b - bird) (in ?b - bird ?n - nest) (free ?n - nest) (home ?b - bird)
    (unused ?r - ring) (wears ?b - bird ?r - ring) (ringed ?b - bird) (shy ?b - bird) (hidden ?n - nest))
  (:action ring :parameters (?b - bird ?r - ring) :precondition (and (out ?b) (unused ?r))
    :effect (and (wears ?b ?r) (ringed ?b) (not (unused ?r))))
  (:action settle :parameters (?b - bird ?n - nest) :precondition (and (out ?b) (ringed ?b) (free ?n))
    :effect (and (in ?b ?n) (home ?b) (not (out ?b)) (not (free ?n))))
  (:action hide :parameters (?b - bird ?n - nest) :precondition (and (out ?b) (shy ?b) (hidden ?n) (free ?n))
    :effect (and (in ?b ?n) (home ?b) (not (out ?b)) (not (free ?n))))
  (:action leave :parameters (?b - bird ?n - nest) :precondition (in ?b ?n)
    :effect (and (out ?b) (free ?n) (not (in ?b ?n)) (not (home ?b)))))`;

const names = (kind: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${kind}${i}`);

interface Size {
  readonly birds: number;
  readonly nests: number;
  readonly rings: number;
  readonly shy: number;
  readonly hidden: number;
}

const problem = ({ birds, nests, rings, shy, hidden }: Size): string => {
  const all = [names('b', birds), names('n', nests), names('r', rings)] as const;
  return `(define (problem p) (:domain nests)
    (:objects ${all[0].join(' ')} - bird ${all[1].join(' ')} - nest ${all[2].join(' ')} - ring)
    (:init ${all[0].map((b, i) => `(out ${b}) ${i < shy ? `(shy ${b})` : ''}`).join(' ')}
      ${all[1].map((n, i) => `(free ${n}) ${i < hidden ? `(hidden ${n})` : ''}`).join(' ')}
      ${all[2].map((r) => `(unused ${r})`).join(' ')})
    (:goal (and ${all[0].map((b) => `(home ${b})`).join(' ')})))`;
};

const task = (size: Size) => readTask(DOMAIN, problem(size));

describe('objects that are alike', () => {
  it('are those about which the same is always true and the same is wanted', () => {
    const lifted = task({ birds: 4, nests: 3, rings: 2, shy: 1, hidden: 1 });
    const finite = ground(lifted);
    const found = finite && symmetriesOf(lifted, finite);
    // Three birds, two nests and two rings: the shy bird and the hidden nest are like no other.
    expect(found && [...found.classOf]).toEqual([0, 0, 0, 1, 1, 2, 2]);
  });

  it('are not tried one after the other: that there is no place for all is seen at once', () => {
    const full = task({ birds: 6, nests: 5, rings: 6, shy: 0, hidden: 0 });
    expect(solve(full, { maxStates: 6000 })).toEqual({ kind: 'unsolvable' });
  });

  it('take no plan away that there is, and every plan holds', () => {
    const upTo = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(
        fc.record({ birds: upTo(5), nests: upTo(5), rings: upTo(5), shy: fc.nat(3), hidden: fc.nat(3) }),
        (size) => {
          const shy = Math.min(size.shy, size.birds, size.hidden, size.nests);
          const isPossible = size.birds <= size.nests && size.birds <= size.rings + shy;
          const found = solve(task(size), { improveWork: 0 });
          expect(found.kind).toBe(isPossible ? 'plan' : 'unsolvable');
          if (found.kind !== 'plan') return;
          const verdict = checkPlan(readDomain(DOMAIN), readProblem(problem(size)), found.steps);
          expect(verdict.holds).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

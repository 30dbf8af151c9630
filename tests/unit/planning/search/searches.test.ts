import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../../shared/planning/check/check-plan.ts';
import type { FiniteTask } from '../../../../shared/planning/ground/finite-task.ts';
import { ground } from '../../../../shared/planning/ground/ground.ts';
import { readDomain } from '../../../../shared/planning/pddl/domain.ts';
import { readProblem } from '../../../../shared/planning/pddl/problem.ts';
import { readTask } from '../../../../shared/planning/pddl/read-task.ts';
import { landmarkGraph, onlyGoals } from '../../../../shared/planning/search/landmark-graph.ts';
import { LazyGreedy } from '../../../../shared/planning/search/lazy-greedy.ts';
import { Lookahead } from '../../../../shared/planning/search/lookahead.ts';
import { LookaheadSearch } from '../../../../shared/planning/search/lookahead-search.ts';
import { RelaxedPlan } from '../../../../shared/planning/search/relaxed-plan.ts';
import { NewFactsSearch } from '../../../../shared/planning/search/new-facts-search.ts';
import { relax, type RelaxedTask } from '../../../../shared/planning/search/relaxed-task.ts';
import type { Search, SearchBudget } from '../../../../shared/planning/search/search-budget.ts';
import { WidthSearch } from '../../../../shared/planning/search/width-search.ts';

/** A truck with room for one parcel on a ring of places, and a lift that only works while no parcel is in the truck. */
const DOMAIN = `(define (domain ring) (:requirements :strips :typing)
  (:types place parcel - object)
  (:predicates (at ?p - parcel ?x - place) (truck ?x - place) (road ?x ?y - place) (holds ?p - parcel) (empty) (up ?p - parcel))
  (:action drive :parameters (?x ?y - place) :precondition (and (truck ?x) (road ?x ?y))
    :effect (and (truck ?y) (not (truck ?x))))
  (:action load :parameters (?p - parcel ?x - place) :precondition (and (truck ?x) (at ?p ?x) (empty))
    :effect (and (holds ?p) (not (at ?p ?x)) (not (empty))))
  (:action unload :parameters (?p - parcel ?x - place) :precondition (and (truck ?x) (holds ?p))
    :effect (and (at ?p ?x) (empty) (not (holds ?p))))
  (:action lift :parameters (?p - parcel ?x - place) :precondition (and (at ?p ?x) (empty))
    :effect (up ?p)))`;

interface World {
  readonly places: number;
  readonly from: readonly number[];
  readonly isCut: boolean;
}

const problem = ({ places, from, isCut }: World): string => {
  const all = Array.from({ length: places }, (_, i) => i);
  // A cut ring is a street that leads one way only: what is behind the truck stays there.
  const roads = all.filter((i) => !isCut || i + 1 < places).map((i) => `(road x${i} x${(i + 1) % places})`);
  return `(define (problem p) (:domain ring)
    (:objects ${all.map((i) => `x${i}`).join(' ')} - place ${from.map((_, i) => `p${i}`).join(' ')} - parcel)
    (:init (truck x0) (empty) ${roads.join(' ')} ${from.map((x, i) => `(at p${i} x${x % places})`).join(' ')})
    (:goal (and ${from.map((_, i) => `(at p${i} x${(i * 3 + 1) % places}) (up p${i})`).join(' ')})))`;
};

const BUDGET: SearchBudget = { shouldStop: () => false, maxStates: 100_000, maxBytes: 100_000_000 };

const SEARCHES: Readonly<Record<string, (relaxed: RelaxedTask) => Search>> = {
  'estimates with landmarks': (relaxed) => new LazyGreedy(relaxed, landmarkGraph(relaxed, BUDGET.shouldStop), BUDGET),
  'estimates and lots': (relaxed) =>
    new LazyGreedy(relaxed, landmarkGraph(relaxed, BUDGET.shouldStop), BUDGET, () => null, 'lots'),
  'estimates and novelty': (relaxed) =>
    new LazyGreedy(relaxed, landmarkGraph(relaxed, BUDGET.shouldStop), BUDGET, () => null, 'novelty'),
  'relaxed plans followed': (relaxed) => new LookaheadSearch(relaxed, BUDGET),
  novelty: (relaxed) => new WidthSearch(relaxed, onlyGoals(relaxed), BUDGET),
};

const outcomeOf = (search: Search) => {
  for (;;) {
    const outcome = search.advance(search.work + 10_000);
    if (outcome) return outcome;
  }
};

/** Whether there is a plan at all, by looking at every state. */
const isSolvable = (finite: FiniteTask): boolean =>
  outcomeOf(new WidthSearch(relax(finite), onlyGoals(relax(finite)), BUDGET)).kind === 'plan';

const world = fc.record({
  places: fc.integer({ min: 2, max: 6 }),
  from: fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
  isCut: fc.boolean(),
});

describe.each(Object.entries(SEARCHES))('a search by %s', (_, start) => {
  it('finds a plan that holds wherever there is one, in any number of turns, and says when there is none', () => {
    fc.assert(
      fc.property(world, (given) => {
        const text = problem(given);
        const finite = ground(readTask(DOMAIN, text));
        if (!finite) return;
        const outcome = outcomeOf(start(relax(finite)));
        expect(outcome.kind).toBe(isSolvable(finite) ? 'plan' : 'exhausted');
        if (outcome.kind !== 'plan') return;
        const steps = outcome.operators.map((operator) => finite.stepOf(operator));
        expect(checkPlan(readDomain(DOMAIN), readProblem(text), steps)).toMatchObject({ holds: true });
      }),
      { numRuns: 40 },
    );
  });

  it('does the same every time', () => {
    const finite = ground(readTask(DOMAIN, problem({ places: 6, from: [0, 2, 4, 5, 3], isCut: false })));
    if (!finite) throw new Error('the goal can be reached');
    expect(outcomeOf(start(relax(finite)))).toEqual(outcomeOf(start(relax(finite))));
  });

  it('tells whether it gets nearer to the goal', () => {
    const relaxed = relax(ground(readTask(DOMAIN, problem({ places: 6, from: [0, 2, 4, 5, 3], isCut: false })))!);
    const search = start(relaxed);
    const lows: number[] = [search.lowest];
    while (!search.advance(search.work + 1)) lows.push(search.lowest);
    expect(lows).toEqual(lows.toSorted((a, b) => b - a));
    expect(new Set(lows).size).toBeGreaterThan(2);
  });
});

describe('following relaxed plans', () => {
  const given = problem({ places: 6, from: [0, 2, 4, 5, 3], isCut: false });

  it('is looked at from state to state, so that it ends as soon as it is told to', () => {
    const relaxed = relax(ground(readTask(DOMAIN, given))!);
    let asked = 0;
    const search = new LookaheadSearch(relaxed, { ...BUDGET, shouldStop: () => ++asked > 1 });
    expect(search.advance(Infinity)).toMatchObject({ kind: 'stopped', why: 'time' });
    expect(asked).toBe(2);
  });

  it('ends in the midst of one when it is told to, at a state on the way', () => {
    const relaxed = relax(ground(readTask(DOMAIN, given))!);
    const plan = new RelaxedPlan(relaxed);
    const stepsWith = (shouldStop: () => boolean): number => {
      const values = relaxed.task.init.slice();
      expect(plan.evaluate(values, relaxed.task.goal)).toBeGreaterThan(0);
      const lookahead = new Lookahead(relaxed, shouldStop, 1);
      lookahead.follow(plan, values);
      return lookahead.steps.length;
    };
    const whole = stepsWith(() => false);
    let asked = 0;
    expect(stepsWith(() => ++asked > 1)).toBeLessThan(whole);
  });
});

describe('a search by what is new alone', () => {
  it('finds a plan that holds, or gives up; where there is none it finds none', () => {
    let found = 0;
    fc.assert(
      fc.property(world, (given) => {
        const text = problem(given);
        const finite = ground(readTask(DOMAIN, text));
        if (!finite) return;
        const outcome = outcomeOf(new NewFactsSearch(relax(finite), BUDGET));
        if (outcome.kind !== 'plan') {
          if (outcome.kind === 'stopped') expect(outcome.why).toBe('given-up');
          else expect(isSolvable(finite)).toBe(false);
          return;
        }
        found++;
        const steps = outcome.operators.map((operator) => finite.stepOf(operator));
        expect(checkPlan(readDomain(DOMAIN), readProblem(text), steps)).toMatchObject({ holds: true });
      }),
      { numRuns: 100 },
    );
    expect(found).toBeGreaterThan(10);
  });

  it('does the same every time, in one turn or in many', () => {
    const finite = ground(readTask(DOMAIN, problem({ places: 6, from: [0, 2, 4, 5, 3], isCut: false })))!;
    const atOnce = new NewFactsSearch(relax(finite), BUDGET).advance(Infinity);
    expect(atOnce?.kind).toBe('plan');
    expect(outcomeOf(new NewFactsSearch(relax(finite), BUDGET))).toEqual(atOnce);
  });
});

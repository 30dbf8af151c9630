import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroundBudget } from '../../../../shared/planning/ground/budget.ts';
import { HddlChecker } from '../../../../shared/planning/hddl/check.ts';
import { groundNetwork } from '../../../../shared/planning/hddl/ground-network.ts';
import { LevelSearch } from '../../../../shared/planning/hddl/level-search.ts';
import { NetworkSearch } from '../../../../shared/planning/hddl/network-search.ts';
import { networkTask } from '../../../../shared/planning/hddl/network-task.ts';
import { actionsOf, planOf, type HddlPlan, type Tried } from '../../../../shared/planning/hddl/plan.ts';
import { readDomain, readProblem } from '../../../../shared/planning/hddl/read.ts';
import type { Domain, Problem } from '../../../../shared/planning/htn/model.ts';
import { RelevantFacts } from '../../../../shared/planning/hddl/relevant-facts.ts';
import { splitMethods } from '../../../../shared/planning/hddl/split.ts';
import { TRANSPORT, transportProblem } from './domains.ts';

const GROUND: GroundBudget = { maxAtoms: 100_000, maxOperators: 100_000, shouldStop: () => false };
const SEARCH = { shouldStop: () => false, maxStates: 100_000, maxBytes: 100_000_000 };

/** A plan; null where there is none. */
const planned = (domain: Domain, problem: Problem, slice = 10_000, lastFirst = true): HddlPlan | null => {
  const network = groundNetwork(networkTask(domain, problem), GROUND);
  if (!network) return null;
  const search = new NetworkSearch(network, new RelevantFacts(network), SEARCH, lastFirst);
  for (;;) {
    const outcome = search.advance(search.work + slice);
    if (outcome?.kind === 'plan')
      return planOf(
        outcome.operators.flatMap((operator) => network.decisionOf(operator) ?? []),
        (task) => task,
      );
    if (outcome?.kind === 'exhausted') return null;
    if (outcome) throw new Error(outcome.why);
  }
};

describe('the search over the tasks that are left', () => {
  const domain = readDomain(TRANSPORT);

  it('finds plans that the checker accepts, in any number of turns', () => {
    fc.assert(
      fc.property(
        fc.record({ places: fc.integer({ min: 3, max: 6 }), parcels: fc.integer({ min: 1, max: 4 }) }),
        fc.integer({ min: 1, max: 3000 }),
        fc.boolean(),
        ({ places, parcels }, slice, lastFirst) => {
          const problem = readProblem(transportProblem(places, parcels));
          const plan = planned(domain, problem, slice, lastFirst);
          expect(plan && new HddlChecker(domain, problem).fault(plan)).toBeNull();
          expect(plan?.roots).toHaveLength(parcels);
        },
      ),
      { numRuns: 30 },
    );
  });

  /** A lock of wheels: each is turned by a key of its own, and what is done with the wrong one is found out at the end alone. */
  const wheels = (count: number, keys: number): readonly [Domain, Problem] => {
    const list = (kind: string, length: number): string => Array.from({ length }, (_, i) => `${kind}${i}`).join(' ');
    const fits = Array.from({ length: count }, (_, i) => `(fits k${(i * 7 + 3) % keys} w${i})`).join(' ');
    return [
      readDomain(`(define (domain lock) (:types wheel key) (:predicates (fits ?k - key ?w - wheel) (turned ?w - wheel) (tried ?w - wheel))
        (:task open :parameters (?w - wheel))
        (:method by :parameters (?w - wheel ?k - key) :task (open ?w) :ordered-subtasks (and (try ?k ?w) (rest ?w)))
        (:action try :parameters (?k - key ?w - wheel) :effect (and (tried ?w) (when (fits ?k ?w) (turned ?w))))
        (:action rest :parameters (?w - wheel) :precondition (tried ?w) :effect (not (tried ?w))))`),
      readProblem(`(define (problem p) (:domain lock) (:objects ${list('w', count)} - wheel ${list('k', keys)} - key)
        (:htn :ordered-subtasks (and ${Array.from({ length: count }, (_, i) => `(open w${i})`).join(' ')}))
        (:init ${fits}) (:goal (forall (?w - wheel) (turned ?w))))`),
    ];
  };

  it('is led by what comes last, where trying in the given order would take for ever', () => {
    const [lock, problem] = wheels(12, 20);
    const plan = planned(lock, problem);
    expect(plan && new HddlChecker(lock, problem).fault(plan)).toBeNull();
  });

  it('takes an object once that is declared for each of its kinds, as the search over a stack does', () => {
    const problem = readProblem(transportProblem(4, 2));
    const again = { ...problem, objects: problem.objects.flatMap((o) => [o, { ...o, types: ['object'] }, o]) };
    const plan = planned(domain, again);
    expect(plan && new HddlChecker(domain, again).fault(plan)).toBeNull();
    expect(plan).not.toBeNull();
    const stack = new LevelSearch(domain, again, 5, () => false);
    let tried: Tried = null;
    for (let turn = 0; turn < 1000 && tried === null; turn++) tried = stack.goOn(() => true);
    expect(tried).toMatchObject({ roots: [expect.any(Number), expect.any(Number)] });
  });

  it('leaves out what cannot be part of a plan, and says when nothing is left', () => {
    const doors = readDomain(`(define (domain doors) (:types door) (:predicates (shut ?d - door) (free ?d - door) (in))
      (:task enter :parameters ()) (:task pass :parameters (?d - door))
      (:method by :parameters (?d - door) :task (enter) :ordered-subtasks (and (pass ?d) (walk)))
      (:method through :parameters (?d - door) :task (pass ?d) :ordered-subtasks (and (unlock ?d) (go ?d)))
      (:action unlock :parameters (?d - door) :precondition (shut ?d) :effect (free ?d))
      (:action go :parameters (?d - door) :precondition (free ?d) :effect (in))
      (:action walk :parameters () :precondition (in) :effect (not (in))))`);
    const task = (init: string): Problem =>
      readProblem(`(define (problem p) (:domain doors) (:objects a b c - door) (:htn :tasks (and (enter)))
        (:init ${init}))`);
    const network = groundNetwork(networkTask(doors, task('(shut b)')), GROUND);
    // The root and the end, “enter” and “pass” for b alone, and three actions.
    expect(network?.facts.operators).toBe(7);
    expect(groundNetwork(networkTask(doors, task('')), GROUND)).toBeNull();
    expect(actionsOf(planned(doors, task('(shut c)'))!).map(({ name, args }) => [name, ...args].join(' '))).toEqual([
      'unlock c',
      'go c',
      'walk',
    ]);
  });

  it('tries the orders that parts may have, and goals that may hold in several ways', () => {
    const loose = readDomain(`(define (domain loose) (:predicates (a) (b) (c)) (:task t :parameters ())
      (:method m :task (t) :subtasks (and (one (first)) (two (second)) (three (third))) :ordering (and (< one three)))
      (:action first :effect (a)) (:action second :precondition (a) :effect (b)) (:action third :precondition (b) :effect (not (a))))`);
    const task = readProblem(
      '(define (problem p) (:domain loose) (:htn :tasks (and (t))) (:init) (:goal (or (c) (not (a)))))',
    );
    const plan = planned(loose, task);
    expect(plan && new HddlChecker(loose, task).fault(plan)).toBeNull();
    const never = readProblem(
      '(define (problem p) (:domain loose) (:htn :tasks (and (t))) (:init) (:goal (or (c) (a))))',
    );
    expect(planned(loose, never)).toBeNull();
  });

  it('chooses part by part what one part alone speaks of, and no plan is lost or made up by that', () => {
    const errand = readDomain(`(define (domain errand) (:types man tool - object)
      (:predicates (has ?m - man ?t - tool) (sharp ?t - tool) (likes ?m - man ?t - tool) (done) (free ?m - man) (clean ?m - man))
      (:task job :parameters ())
      (:method m :parameters (?a ?b - man ?t ?u - tool) :task (job)
        :precondition (and (has ?a ?t) (free ?a) (likes ?b ?u) (clean ?b) (not (= ?b ?a)))
        :ordered-subtasks (and (cut ?t) (wash ?u) (rest ?b)))
      (:action cut :parameters (?t - tool) :precondition (sharp ?t) :effect (not (sharp ?t)))
      (:action wash :parameters (?u - tool) :precondition (not (sharp ?u)) :effect (done))
      (:action rest :parameters (?m - man) :precondition (done) :effect (not (clean ?m))))`);
    const [m, ...parts] = splitMethods(errand).methods;
    // “?t” is in the first part alone. “?b” is asked for what may have changed by its part, and “?u” for what both speak of.
    expect(m!.parameters.map(({ name }) => name)).toEqual(['?a', '?b', '?u']);
    expect(parts.map(({ parameters }) => parameters.map(({ name }) => name))).toEqual([['?a', '?t']]);
    const given = (init: string): Problem =>
      readProblem(
        `(define (problem p) (:domain errand) (:objects x y z - man s t u - tool) (:htn :tasks (and (job))) (:init ${init}))`,
      );
    for (const init of [
      '(has x s) (has y t) (free y) (sharp t) (sharp s) (likes x u) (likes y t) (clean y) (clean x)',
      '(has x s) (free x) (sharp s) (likes x u) (clean x)',
      '(has x s) (free x) (sharp s) (likes y s) (clean y)',
    ]) {
      const [whole, split] = [planned(errand, given(init)), planned(splitMethods(errand), given(init))];
      expect(split === null).toBe(whole === null);
      expect(split && new HddlChecker(errand, given(init)).fault(split)).toBeNull();
    }
    const row = readProblem(transportProblem(4, 3));
    const plan = planned(splitMethods(domain), row);
    expect(plan && new HddlChecker(domain, row).fault(plan)).toBeNull();
  });

  it('forgets what nothing asks for any more, so that hopeless ways are gone through once and not for each colour', () => {
    const count = 12;
    const names = (kind: string, length: number): string => Array.from({ length }, (_, i) => `${kind}${i}`).join(' ');
    // Boards that fit exactly: a piece on the wrong one is found out by the last piece alone. What colour a piece has, nobody asks once it is dry.
    const joinery = readDomain(`(define (domain joinery) (:types piece colour board size - object)
      (:predicates (has ?p - piece ?c - colour) (left ?b - board ?s - size) (less ?s ?t - size) (long ?p - piece))
      (:task make :parameters (?p - piece)) (:task cut :parameters (?b - board))
      (:method one :parameters (?p - piece ?b - board ?c - colour) :task (make ?p) :precondition (not (long ?p))
        :ordered-subtasks (and (cut ?b) (paint ?p ?c) (dry ?p ?c)))
      (:method two :parameters (?p - piece ?b - board ?c - colour) :task (make ?p) :precondition (long ?p)
        :ordered-subtasks (and (cut ?b) (cut ?b) (paint ?p ?c) (dry ?p ?c)))
      (:method by :parameters (?b - board ?s ?t - size) :task (cut ?b) :ordered-subtasks (saw ?b ?s ?t))
      (:action saw :parameters (?b - board ?s ?t - size) :precondition (and (left ?b ?s) (less ?t ?s))
        :effect (and (not (left ?b ?s)) (left ?b ?t)))
      (:action paint :parameters (?p - piece ?c - colour) :effect (has ?p ?c))
      (:action dry :parameters (?p - piece ?c - colour) :precondition (has ?p ?c)))`);
    const problem = (size: number): Problem =>
      readProblem(`(define (problem p) (:domain joinery)
        (:objects ${names('p', count)} - piece ${names('c', 6)} - colour a b - board ${names('s', 9)} - size)
        (:htn :ordered-subtasks (and ${Array.from({ length: count }, (_, i) => `(make p${i})`).join(' ')}))
        (:init (left a s${size}) (left b s7) ${Array.from({ length: 8 }, (_, i) => `(less s${i} s${i + 1})`).join(' ')}
          ${Array.from({ length: 3 }, (_, i) => `(long p${count - 1 - i})`).join(' ')}))`);
    // Fifteen in all are needed.
    for (const [size, isThere] of [
      [8, true],
      [7, false],
    ] as const) {
      const plan = planned(joinery, problem(size));
      expect(plan !== null).toBe(isThere);
      expect(plan && new HddlChecker(joinery, problem(size)).fault(plan)).toBeNull();
    }
  });

  it('ends when it is told to', () => {
    const [lock, problem] = wheels(12, 20);
    const network = groundNetwork(networkTask(lock, problem), GROUND)!;
    expect(
      new NetworkSearch(network, new RelevantFacts(network), { ...SEARCH, shouldStop: () => true }, true).advance(
        Infinity,
      ),
    ).toMatchObject({
      kind: 'stopped',
      why: 'time',
    });
  });
});

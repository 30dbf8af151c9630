import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../../shared/planning/check/check-plan.ts';
import { readDomain } from '../../../../shared/planning/pddl/domain.ts';
import { readProblem } from '../../../../shared/planning/pddl/problem.ts';
import { readTask } from '../../../../shared/planning/pddl/read-task.ts';
import { solve } from '../../../../shared/planning/search/solve.ts';

const problem = (objects: string, init: string, goal: string): string =>
  `(define (problem p) (:domain d) (:objects ${objects}) (:init ${init}) (:goal ${goal}))`;
const domain = (sections: string): string => `(define (domain d) ${sections})`;
const names = (letter: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${letter}${i}`);

/** The plan’s steps; the independent checker has accepted them. */
const planned = (domainText: string, problemText: string): string[] => {
  const found = solve(readTask(domainText, problemText));
  expect(found.kind).toBe('plan');
  if (found.kind !== 'plan') return [];
  expect(checkPlan(readDomain(domainText), readProblem(problemText), found.steps)).toMatchObject({ holds: true });
  return found.steps.map(({ action, args }) => [action, ...args].join(' '));
};

describe('alternatives in PDDL', () => {
  it('asks of what is fixed only where it is so: forty parts, of which a box includes two', () => {
    const parts = names('p', 40);
    const text = domain(`(:predicates (includes ?b ?p) (made ?p) (packed ?b)) (:types box part)
      (:action make :parameters (?p - part) :effect (made ?p))
      (:action pack :parameters (?b - box)
        :precondition (forall (?p - part) (imply (includes ?b ?p) (made ?p))) :effect (packed ?b))`);
    const init = '(includes b0 p3) (includes b0 p9) (includes b1 p9) (includes b1 p20)';
    const task = problem(`b0 b1 - box ${parts.join(' ')} - part`, init, '(and (packed b0) (packed b1))');
    expect(planned(text, task).toSorted()).toEqual(['make p20', 'make p3', 'make p9', 'pack b0', 'pack b1']);
  });

  it('leaves an action out that nothing fixed allows', () => {
    const text = domain(`(:predicates (open ?x) (q ?x))
      (:action a :parameters (?x) :precondition (exists (?y) (and (open ?y) (not (= ?x ?y)))) :effect (q ?x))`);
    expect(planned(text, problem('x y', '(open y)', '(q x)'))).toEqual(['a x']);
    expect(solve(readTask(text, problem('x y', '(open y)', '(q y)')))).toEqual({ kind: 'unsolvable' });
  });

  it('meets a goal of twenty choices', () => {
    const text = domain(`(:predicates (p ?x)) (:action a :parameters (?x) :effect (p ?x))`);
    const goal = `(and ${names('x', 20)
      .map((x) => `(or (p ${x}) (p y))`)
      .join(' ')})`;
    expect(planned(text, problem(`${names('x', 20).join(' ')} y`, '', goal)).length).toBeLessThanOrEqual(20);
  });

  it('does not count a choice that was met and is met no more', () => {
    // Lighting one lamp puts out the one before it, so that they have to be lit from the last to the first.
    const lamps = names('x', 8);
    const text = domain(`(:predicates (lit ?x) (before ?x ?y) (last ?x))
      (:action light :parameters (?x ?y) :precondition (before ?y ?x) :effect (and (lit ?x) (not (lit ?y))))`);
    const ring = lamps.map((x, i) => `(before ${lamps[(i + 7) % 8]} ${x})`).join(' ');
    const goal = `(and ${lamps.map((x, i) => (i === 3 ? '(or (not (lit x3)) (lit x2))' : `(or (lit ${x}) (lit z))`)).join(' ')})`;
    const steps = planned(text, problem(`${lamps.join(' ')} z`, `${ring} (lit x3)`, goal));
    expect(steps.length).toBeGreaterThanOrEqual(7);
  });

  it('writes out what the condition of an effect asks to exist', () => {
    const text = domain(`(:predicates (near ?x ?y) (on ?x) (seen ?x))
      (:action look :effect (forall (?x) (when (exists (?y) (and (near ?x ?y) (on ?y))) (seen ?x))))
      (:action switch :parameters (?x) :effect (on ?x))`);
    const task = problem('a b c', '(near a b) (near b c)', '(and (seen a) (not (seen b)))');
    expect(planned(text, task)).toEqual(['switch b', 'look']);
  });
});

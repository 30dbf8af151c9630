import { describe, expect, it } from 'vitest';
import { HddlChecker } from '../../../../shared/planning/hddl/check.ts';
import { HddlError } from '../../../../shared/planning/hddl/hddl-error.ts';
import { actionsOf } from '../../../../shared/planning/hddl/plan.ts';
import { printDomain, printProblem } from '../../../../shared/planning/hddl/print.ts';
import { readDomain, readProblem } from '../../../../shared/planning/hddl/read.ts';
import { solveHddl } from '../../../../shared/planning/hddl/solve.ts';

const now = (): number => process.cpuUsage().user / 1000;

/** The actions of the plan that is found, which the checker has accepted; or why there is none. */
const solved = (domainText: string, problemText: string): readonly string[] | string => {
  const [domain, problem] = [readDomain(domainText), readProblem(problemText)];
  expect(readDomain(printDomain(domain))).toEqual(domain);
  expect(readProblem(printProblem(problem))).toEqual(problem);
  const found = solveHddl(domain, problem, { limit: 20_000, now });
  if (found.kind === 'none') return found.because;
  expect(new HddlChecker(domain, problem).fault(found.plan)).toBeNull();
  return actionsOf(found.plan).map(({ name, args }) => [name, ...args].join(' '));
};

/** A lamp may be lit; `parts` are what is written between its predicates and its actions, `types` what is said of the kinds of lamps. */
const lamps = (parts: string, types = 'lamp socket - object'): string => `(define (domain lamps)
  (:requirements :typing :hierarchie) (:types ${types}) (:constants hall - lamp)
  (:predicates (lit ?l - lamp) (in ?l - lamp ?s - socket) (whole ?l - lamp))
  (:task light :parameters (?l - lamp) :precondition () :effect ())
  (:task light-all :parameters ())
  ${parts}
  (:action switch :parameters (?l - lamp ?s - socket) :precondition (and (in ?l ?s) (not (lit ?l))) :effect (and (lit ?l)))
  (:action nop :parameters () :precondition () :effect ()))`;
const problem = (
  htn: string,
  init = '(in hall s0) (in desk s1)',
  goal = '',
): string => `(define (problem p) (:domain other)
  (:objects desk - lamp s0 s1 - socket) ${htn} (:init ${init}) ${goal})`;
const LIGHT =
  '(:method on :parameters (?l - lamp ?s - socket) :task (light ?l) :precondition (in ?l ?s) :subtasks (switch ?l ?s))';

describe('the shapes that HDDL is written in', () => {
  it.each<[string, string, string, readonly string[]]>([
    [
      'one part without “and”, with and without an id; a problem without parameters, goal and order',
      LIGHT,
      problem('(:htn :subtasks (t0 (light desk)))'),
      ['switch desk s1'],
    ],
    [
      'parts in the given order, under “:tasks”, with parameters that are empty',
      LIGHT,
      problem('(:htn :parameters () :ordered-tasks (and (a (light desk)) (b (light hall))))'),
      ['switch desk s1', 'switch hall s0'],
    ],
    [
      'the order as “(a < b)”, as “(< a b)”, listed backwards',
      LIGHT,
      problem(
        '(:htn :tasks (and (a (light desk)) (b (light hall)) (c (nop))) :ordering (and (b < a) (< a c)) :constraints ( ))',
      ),
      ['switch hall s0', 'switch desk s1', 'nop'],
    ],
    [
      'constraints with “=” and “not =”, on what the task left open',
      `(:method two :parameters (?l ?m - lamp ?s ?t - socket) :task (light-all)
         :subtasks (and (t1 (switch ?l ?s)) (t2 (switch ?m ?t))) :ordering (t1 < t2)
         :constraints (and (not (= ?l ?m)) (= ?l desk) (not (= ?s ?t))))`,
      problem('(:htn :ordered-subtasks (and (light-all)))'),
      ['switch desk s1', 'switch hall s0'],
    ],
    [
      'constraints on the parameters of the problem itself',
      LIGHT,
      problem(
        '(:htn :parameters (?a ?b - lamp) :ordered-subtasks (and (light ?a) (light ?b)) :constraints (and (not (= ?a ?b)) (= ?a hall)))',
      ),
      ['switch hall s0', 'switch desk s1'],
    ],
    [
      'methods with nothing to do: “()”, “(and)”, or no word of it',
      `(:method done :parameters (?l - lamp) :task (light ?l) :precondition (lit ?l))
       (:method done-too :parameters (?l - lamp) :task (light ?l) :precondition (and (lit ?l)) :subtasks ())
       (:method all :parameters () :task (light-all) :precondition (forall (?l - lamp) (lit ?l)) :ordered-subtasks (and))
       (:method next :parameters (?l - lamp ?s - socket) :task (light-all) :precondition (and (not (lit ?l)) (in ?l ?s))
         :ordered-subtasks (and (switch ?l ?s) (light ?l) (light-all)))`,
      problem('(:htn :ordered-subtasks (and (light-all)))', '(in hall s0) (in desk s1) (lit hall)'),
      ['switch desk s1'],
    ],
    [
      '“exists”, “imply” and “or” in preconditions',
      `(:method on :parameters (?l - lamp ?s - socket) :task (light ?l)
         :precondition (and (exists (?o - lamp) (and (in ?o ?s) (= ?o ?l))) (imply (whole ?l) (in ?l ?s)) (or (in ?l ?s) (whole ?l)))
         :subtasks (and (switch ?l ?s)))`,
      problem('(:htn :ordered-subtasks (and (light desk)))'),
      ['switch desk s1'],
    ],
    [
      'a goal as well as tasks, which leave open by what they are done',
      LIGHT,
      problem(
        '(:htn :parameters (?l - lamp) :subtasks (and (task0 (light ?l))))',
        '(in hall s0) (in desk s1)',
        '(:goal (and (lit desk)))',
      ),
      ['switch desk s1'],
    ],
    [
      'objects again under the kinds above theirs, the tasks after the facts, and orders and constraints that say nothing',
      LIGHT,
      `(define (problem p) (:domain another) (:requirements :typing) ; more of it
        (:objects desk - lamp desk - object s0 - socket s0 - object s1 - object s1 - socket) (:init (in hall s0) (in desk s1))
        (:htn :ordered-tasks (and (task0 (light desk))) :ordering ( ) :constraints ( )))`,
      ['switch desk s1'],
    ],
    [
      'a method called as its task is, with variables that nothing asks about, one that is of too many kinds, and none of its own',
      `(:method light :parameters (?l - object ?s ?u ?v - socket) :task (light ?l) :precondition ( ) :subtasks (and (switch ?l ?s)))
       (:method light-all :parameters () :task (light-all) :ordered-tasks (and (light hall) (light desk)))`,
      problem('(:htn :subtasks (and (light-all)))'),
      ['switch hall s0', 'switch desk s1'],
    ],
    [
      '“exists” in “exists”, and in “forall”, where the method has no variables',
      `(:method more :parameters () :task (light-all)
         :precondition (exists (?l - lamp) (exists (?s - socket) (and (in ?l ?s) (not (lit ?l)) (whole ?l))))
         :ordered-tasks (and (some) (light-all)))
       (:method end :parameters () :task (light-all)
         :precondition (forall (?l - lamp) (exists (?s - socket) (and (in ?l ?s) (lit ?l)))) :ordered-subtasks (and))
       (:task some :parameters ())
       (:method one :parameters (?l - lamp ?s - socket) :task (some) :ordered-subtasks (switch ?l ?s))`,
      problem('(:htn :ordered-tasks (and (task0 (light-all))))', '(in hall s0) (in desk s1) (whole hall) (whole desk)'),
      ['switch hall s0', 'switch desk s1'],
    ],
  ])('are read, solved and checked: %s', (_, parts, text, actions) => {
    expect(solved(lamps(parts), text)).toEqual(actions);
  });

  it.each([
    ['a type twice, with another kind each time', 'lamp - fitting lamp - glass socket - object'],
    ['a type of either of two kinds', 'lamp - (either glass fitting) socket - object'],
    ['objects that are a kind of something themselves', 'lamp - object socket - object object - fitting'],
    ['types without any kind at the end', 'small - lamp lamp - fitting socket'],
  ])('may give %s', (_, types) => {
    const parts = `(:method on :parameters (?l - fitting ?s - socket) :task (light ?l) :precondition (in ?l ?s)
      :ordered-subtasks (and (check ?l) (switch ?l ?s)))
      (:action check :parameters (?f - fitting) :precondition () :effect (whole ?f))`;
    expect(solved(lamps(parts, types), problem('(:htn :subtasks (and (light desk)))'))).toEqual([
      'check desk',
      'switch desk s1',
    ]);
  });

  it('are not called impossible where only parts that come between those of another task would do', () => {
    const domain = `(define (domain turns) (:predicates (mine) (yours))
      (:task a :parameters ()) (:task b :parameters ())
      (:method m :parameters () :task (a) :ordered-subtasks (and (a1) (a2)))
      (:method n :parameters () :task (b) :ordered-subtasks (and (b1) (b2)))
      (:action a1 :parameters () :precondition (and) :effect (yours))
      (:action b1 :parameters () :precondition (yours) :effect (and (not (yours)) (mine)))
      (:action a2 :parameters () :precondition (mine) :effect (and (not (mine)) (yours)))
      (:action b2 :parameters () :precondition (yours) :effect (and)))`;
    const htn = (order: string): string => `(define (problem p) (:domain turns) (:htn ${order}) (:init))`;
    expect(solved(domain, htn(':subtasks (and (t (a)) (u (b)))'))).toBe('interleaving');
    expect(solved(domain, htn(':ordered-subtasks (and (t (a)) (u (b)))'))).toBe('impossible');
    expect(solved(domain, htn(':subtasks (and (t (a)) (u (b))) :ordering (t < u)'))).toBe('impossible');
  });

  it.each([
    [
      'sorts in conditions',
      lamps(`(:method m :task (light ?l)\n :precondition (sort-of (x) lamp))`),
      'line 7, column 16: Conditions with “sort-of” can’t be read here.',
    ],
    [
      'numbers in conditions',
      lamps('(:action a :precondition (>= (fuel) (need)))'),
      'Conditions with “>=” can’t be read here.',
    ],
    [
      'numbers that are set',
      lamps('(:action a :effect (assign (fuel) 3))'),
      'Effects with “assign” can’t be read here.',
    ],
    ['time', lamps('(:durative-action a :parameters ())'), 'line 6, column 3: “:durative-action” can’t be read here.'],
    [
      'both orders at once',
      lamps('(:method m :task (light-all) :ordered-subtasks (nop) :subtasks (nop))'),
      'Tasks are either ordered or not.',
    ],
    [
      'an order of tasks that are not there',
      lamps('(:method m :task (light-all) :subtasks (and (a (nop)) (b (nop))) :ordering (a < c))'),
      'of ids of these tasks',
    ],
  ])('are refused with their place where they can’t be read: %s', (_, text, why) => {
    expect(() => readDomain(text)).toThrow(HddlError);
    expect(() => readDomain(text)).toThrow(why);
  });
});

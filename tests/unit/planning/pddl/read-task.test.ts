import { describe, expect, it } from 'vitest';
import { readTask } from '../../../../shared/planning/pddl/read-task.ts';
import { solve } from '../../../../shared/planning/search/solve.ts';
import { LAMPS, TWO_LAMPS } from './lamps.ts';

const problem = (objects: string, init: string, goal: string): string =>
  `(define (problem p) (:domain d) (:objects ${objects}) (:init ${init}) (:goal ${goal}))`;
const domain = (sections: string): string => `(define (domain d) ${sections})`;
const NOTHING = problem('', '', '(and)');

describe('PDDL', () => {
  it('becomes a task: types, constants, costs, negative goals', () => {
    const task = readTask(LAMPS, TWO_LAMPS);
    expect(task.types).toContainEqual({ name: 'hall', parent: 'room' });
    expect(task.objects.map(({ name }) => name)).toEqual([
      'robot',
      'hall1',
      'room1',
      'room2',
      'lamp1',
      'lamp2',
      'lamp3',
    ]);
    expect(task.goal).toEqual([
      { predicate: 'lit', args: ['lamp1'] },
      { predicate: 'lit', args: ['lamp2'], negated: true },
    ]);
    expect(task.actions[0]).toMatchObject({
      name: 'go',
      precondition: [
        { predicate: 'in', args: ['robot', 0] },
        { predicate: 'way', args: [0, 1] },
        { predicate: '=', args: [0, 1], negated: true },
      ],
      cost: [{ predicate: 'far', args: [0, 1] }],
    });
  });

  it.each([
    ['(define (domain d) (:action', 'line 1, column 20'],
    ['(define (domain d)\n  (:action a :parameters (x) :effect (p)))', 'line 2, column 26'],
    ['(define (domain d))\n)', 'line 2, column 1'],
    ['(define (domain d) (:action a :parameters (?x - ) :effect (p)))', 'column 47'],
    ['hello', 'line 1, column 1'],
    ['', 'line 1, column 1'],
    ['(define (domain d) (:action a :effect (when (p))))', 'column 39'],
  ])('names the line and column of a mistake: %s', (text, place) => {
    expect(() => readTask(text, NOTHING)).toThrow(expect.objectContaining({ code: 'PDDL_SYNTAX' }));
    expect(() => readTask(text, NOTHING)).toThrow(place);
  });

  it.each([
    ['(:derived (p) (q))', 'axioms'],
    ['(:durative-action a :duration (= ?duration 1))', 'duration'],
    ['(:action a :effect (assign (fuel) 3))', 'assign'],
    ['(:action a :effect (increase (fuel) 3))', 'total-cost'],
    ['(:action a :precondition (> (fuel) 3) :effect (p))', '>'],
  ])('refuses by name what it does not do: %s', (section, name) => {
    expect(() => readTask(domain(section), NOTHING)).toThrow(expect.objectContaining({ code: 'PDDL_UNSUPPORTED' }));
    expect(() => readTask(domain(section), NOTHING)).toThrow(name);
  });

  it('writes alternatives and quantifiers out', () => {
    const task = readTask(
      domain(`(:predicates (p ?x) (q ?x) (done))
        (:action a :parameters (?x) :precondition (or (p ?x) (exists (?y) (and (q ?y) (not (= ?x ?y))))) :effect (forall (?z) (when (p ?z) (q ?z))))
        (:action b :precondition (forall (?x) (q ?x)) :effect (done))`),
      problem('o1 o2 o3', '(p o1) (p o2) (p o3)', '(or (done) (and (q o1) (p o9)))').replace('(p o9)', '(not (p o1))'),
    );
    const found = solve(task);
    expect(found).toMatchObject({ kind: 'plan', cost: 2 });
    if (found.kind === 'plan') expect(found.steps.map(({ action }) => action)).toEqual(['a', 'b']);
  });

  it.each([
    ['nested too deeply', '('.repeat(2_000_000)],
    ['of ten million characters', `(define ${'x'.repeat(10_000_000)}`],
    ['of two million words', `(define (domain d) (:predicates ${'(p) '.repeat(1_000_000)}`],
  ])('ends with a code for a text %s', (_, text) => {
    expect(() => readTask(text, NOTHING)).toThrow(expect.objectContaining({ code: 'PDDL_TOO_LARGE' }));
  });

  it('ends with a code when quantifiers explode', () => {
    const objects = Array.from({ length: 80 }, (_, i) => `o${i}`).join(' ');
    const text = domain('(:action a :precondition (forall (?a ?b ?c ?d) (or (p ?a ?b) (p ?c ?d))) :effect (q))');
    expect(() => readTask(text, problem(objects, '', '(q)'))).toThrow(
      expect.objectContaining({ code: 'PDDL_UNSUPPORTED' }),
    );
  });
});

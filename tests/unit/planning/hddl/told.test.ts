import { describe, expect, it } from 'vitest';
import { LevelSearch } from '../../../../shared/planning/hddl/level-search.ts';
import { NetworkRun } from '../../../../shared/planning/hddl/network-run.ts';
import { readDomain, readProblem } from '../../../../shared/planning/hddl/read.ts';
import type { Domain, Problem } from '../../../../shared/planning/htn/model.ts';
import type { TaskError } from '../../../../shared/planning/task-error.ts';

const never = (): boolean => false;
const WAYS = [
  ['the search over what is written out', (d: Domain, p: Problem) => new NetworkRun(d, p, never)],
  ['the search over a stack', (d: Domain, p: Problem) => new LevelSearch(d, p, 3, never)],
] as const;

/** One action, which needs that something is said of all of its parameters. */
const read = (parameters: number, facts: string): [Domain, Problem] => {
  const all = Array.from({ length: parameters }, (_, i) => `?x${i}`).join(' ');
  return [
    readDomain(`(define (domain d) (:predicates (on ${all}) (done)) (:task t :parameters (${all}))
      (:method m :parameters (${all}) :task (t ${all}) :ordered-subtasks (and (go ${all})))
      (:action go :parameters (${all}) :precondition (and (on ${all})) :effect (done)))`),
    readProblem(`(define (problem p) (:domain d) (:objects a b)
      (:htn :tasks (and (t ${'a '.repeat(parameters)}))) (:init ${facts}))`),
  ];
};

describe.each(WAYS)('%s', (_, of) => {
  it('says of a problem that contradicts itself that it does, and not that it is too large', () => {
    const way = of(...read(1, '(on a) (on a b)'));
    expect(() => way.goOn(never)).toThrow(expect.objectContaining({ code: 'PLANNING_INVALID' }) as TaskError);
  });

  it('says of one with more arguments than it can hold that it is too large', () => {
    expect(of(...read(31, `(on ${'a '.repeat(31)})`)).goOn(never)).toBe('too-large');
  });
});

import { describe, expect, it } from 'vitest';
import { ground } from '../../../../shared/planning/ground/ground.ts';
import { Ints } from '../../../../shared/planning/ground/ints.ts';
import { readTask } from '../../../../shared/planning/pddl/read-task.ts';
import { Novelty } from '../../../../shared/planning/search/novelty.ts';

const DOMAIN = `(define (domain lamps) (:requirements :strips) (:predicates (on ?x) (off ?x))
  (:action light :parameters (?x) :precondition (off ?x) :effect (and (on ?x) (not (off ?x))))
  (:action dim :parameters (?x) :precondition (on ?x) :effect (and (off ?x) (not (on ?x)))))`;
const LAMPS = 80;
const names = Array.from({ length: LAMPS }, (_, i) => `l${i}`);
const task = ground(
  readTask(
    DOMAIN,
    `(define (problem p) (:domain lamps) (:objects ${names.join(' ')}) (:init ${names.map((l) => `(off ${l})`).join(' ')})
      (:goal (and ${names.map((l) => `(on ${l})`).join(' ')})))`,
  ),
  { maxAtoms: 10_000, maxOperators: 10_000, shouldStop: () => false },
)!;

const initial = (): Int32Array => task.init.slice();
const lit = (values: Int32Array, lamp: number): Ints => {
  const added = new Ints(1);
  values[lamp] = 3 - values[lamp]!;
  added.push(task.base[lamp]! + values[lamp] - 1);
  return added;
};

describe('how new a state is', () => {
  it('is told by single facts first, then by pairs, and in each class of states by itself', () => {
    const novelty = new Novelty(task);
    expect(novelty.of(0, initial(), new Ints(1), true)).toBe(1);
    const one = initial();
    const first = lit(one, 0);
    expect(novelty.of(0, one, first, false)).toBe(1);
    expect(novelty.of(0, one, first, false)).toBe(3);
    expect(novelty.of(7, one, first, false)).toBe(1);
    const two = one.slice();
    expect(novelty.of(0, two, lit(two, 1), false)).toBe(1);
    const other = initial();
    novelty.of(0, other, lit(other, 2), false);
    // Both lamps were lit before, never together.
    expect(novelty.of(0, other, lit(other, 1), false)).toBe(2);
    expect(novelty.of(0, other, lit(initial(), 1), false)).toBe(3);
  });

  it('stays told apart when what is kept grows, and grows no further than a bound', () => {
    const novelty = new Novelty(task);
    const rounds = 200;
    for (let kind = 0; kind < rounds; kind++)
      for (let lamp = 0; lamp < LAMPS; lamp++) {
        const values = initial();
        expect(novelty.of(kind, values, lit(values, lamp), false)).toBe(1);
      }
    for (let kind = 0; kind < rounds; kind++) {
      const values = initial();
      expect(novelty.of(kind, values, lit(values, kind % LAMPS), false)).toBe(3);
    }
    expect(novelty.bytes).toBeGreaterThan(rounds * LAMPS * 4 * ((task.factCount + 31) >>> 5));
    expect(novelty.bytes).toBeLessThan(100_000_000);
  });
});

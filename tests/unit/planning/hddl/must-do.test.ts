import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroundBudget } from '../../../../shared/planning/ground/budget.ts';
import { groundNetwork, type GroundNetwork } from '../../../../shared/planning/hddl/ground-network.ts';
import { NetworkSearch } from '../../../../shared/planning/hddl/network-search.ts';
import { networkTask } from '../../../../shared/planning/hddl/network-task.ts';
import { readDomain, readProblem } from '../../../../shared/planning/hddl/read.ts';
import { RelevantFacts } from '../../../../shared/planning/hddl/relevant-facts.ts';
import { TRANSPORT, transportProblem } from './domains.ts';

const GROUND: GroundBudget = { maxAtoms: 100_000, maxOperators: 100_000, shouldStop: () => false };
const SEARCH = { shouldStop: () => false, maxStates: 100_000, maxBytes: 100_000_000 };

const networkOf = (domain: string, problem: string): GroundNetwork =>
  groundNetwork(networkTask(readDomain(domain), readProblem(problem)), GROUND)!;

/** The operators of a plan; null where none is found with so much work. */
const found = (network: GroundNetwork, work: number): readonly number[] | null => {
  const outcome = new NetworkSearch(network, new RelevantFacts(network), SEARCH, true).advance(work);
  return outcome?.kind === 'plan' ? outcome.operators : null;
};

/** Where what an operator of a plan comes to ends, for the operators of a plan stand before those of their parts. */
const endOf = (network: GroundNetwork, plan: readonly number[], at: number): number => {
  const { isMethod, parts } = network;
  const operator = plan[at]!;
  let end = at + 1;
  if (isMethod[operator] === 1)
    for (let part = parts.start[operator]!; part < parts.start[operator + 1]!; part++) end = endOf(network, plan, end);
  return end;
};

/** By method: the actions that it must come to, as they are written. */
const named = (network: GroundNetwork): ReadonlyMap<string, readonly string[]> => {
  const write = (operator: number): string => {
    const { task, method } = network.decisionOf(operator) ?? { task: { name: '', args: [] }, method: '' };
    return [...(method === null ? [] : [method]), task.name, ...task.args].join(' ');
  };
  const actions = new Map<number, string>();
  network.isMethod.forEach((is, operator) => is === 0 && actions.set(network.taskOf[operator]!, write(operator)));
  const all = new Map<string, readonly string[]>();
  network.isMethod.forEach((is, operator) => {
    if (is === 0) return;
    const musts = network.musts.items.subarray(network.musts.start[operator], network.musts.start[operator + 1]);
    all.set(write(operator), Array.from(musts, (task) => actions.get(task)!).sort());
  });
  return all;
};

/** Carriers take a thing from hand to hand; who has it gives it to anyone, by taking hold of each other first. */
const HANDS = `(define (domain hands) (:types thing person) (:predicates (has ?p - person ?t - thing) (near ?p ?q - person) (held ?p - person))
  (:task bring :parameters (?t - thing ?p - person)) (:task hand :parameters (?t - thing ?p ?q - person)) (:task hold :parameters (?p - person))
  (:method there :parameters (?t - thing ?p - person) :task (bring ?t ?p) :precondition (has ?p ?t) :subtasks ())
  (:method by :parameters (?t - thing ?p ?q ?r - person) :task (bring ?t ?p)
    :precondition (and (not (has ?p ?t)) (has ?q ?t)) :ordered-subtasks (and (hand ?t ?q ?r) (bring ?t ?p)))
  (:method first :parameters (?t - thing ?p ?q - person) :task (hand ?t ?p ?q) :ordered-subtasks (and (hold ?q) (give ?t ?p ?q) (let-go ?q)))
  (:method is-held :parameters (?p - person) :task (hold ?p) :precondition (held ?p) :subtasks ())
  (:method not-held :parameters (?p - person) :task (hold ?p) :precondition (not (held ?p)) :ordered-subtasks (and (take-hold ?p)))
  (:action take-hold :parameters (?p - person) :effect (held ?p))
  (:action let-go :parameters (?p - person) :precondition (held ?p) :effect (not (held ?p)))
  (:action give :parameters (?t - thing ?p ?q - person) :precondition (and (has ?p ?t) (near ?p ?q) (held ?q))
    :effect (and (has ?q ?t) (not (has ?p ?t)))))`;
/** A grid of people, each near those beside, and things that go from one corner to the other. */
const grid = (size: number, things: number): string => {
  const cells = Array.from({ length: size * size }, (_, i) => [i % size, Math.floor(i / size)] as const);
  const near = cells.flatMap(([x, y]) =>
    cells.flatMap(([u, v]) => (Math.abs(x - u) + Math.abs(y - v) === 1 ? [`(near p${x}-${y} p${u}-${v})`] : [])),
  );
  const all = Array.from({ length: things }, (_, i) => `t${i}`);
  const last = `p${size - 1}-${size - 1}`;
  return `(define (problem p) (:domain hands)
    (:objects ${cells.map(([x, y]) => `p${x}-${y}`).join(' ')} - person ${all.join(' ')} - thing)
    (:htn :ordered-subtasks (and ${all.map((t) => `(bring ${t} ${last})`).join(' ')}))
    (:init ${near.join(' ')} ${all.map((t) => `(has p0-0 ${t})`).join(' ')}))`;
};

describe('what a method must come to', () => {
  it('is what all ways to do its parts have, through tasks that may lie in themselves', () => {
    const musts = named(networkOf(HANDS, grid(2, 1)));
    expect(musts.get('first hand t0 p0-0 p1-0')).toEqual(['give t0 p0-0 p1-0', 'let-go p1-0']);
    expect(musts.get('by bring t0 p1-1')).toEqual(expect.arrayContaining([expect.stringMatching(/^give t0 /u)]));
    expect(musts.get('there bring t0 p1-1')).toEqual([]);
    expect(musts.get('not-held hold p1-0')).toEqual(['take-hold p1-0']);
  });

  it('is in every plan, below the method', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 6 }), fc.integer({ min: 1, max: 4 }), (places, parcels) => {
        const network = networkOf(TRANSPORT, transportProblem(places, parcels));
        const plan = found(network, Infinity)!;
        for (const [at, operator] of plan.entries()) {
          const below = plan.slice(at, endOf(network, plan, at)).map((one) => network.taskOf[one]);
          const { start, items } = network.musts;
          for (const task of items.subarray(start[operator], start[operator + 1])) expect(below).toContain(task);
        }
        expect(network.musts.items.length).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });

  it('leads the search through tasks between a method and the action that it is taken for', () => {
    const network = networkOf(HANDS, grid(5, 12));
    expect(found(network, 300_000)).not.toBeNull();
    const nothing = { start: new Int32Array(network.taskOf.length + 1), items: new Int32Array(0) };
    expect(found({ ...network, musts: nothing }, 300_000)).toBeNull();
  });
});

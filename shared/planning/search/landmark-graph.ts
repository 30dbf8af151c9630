import { orStopped } from '../ground/budget.ts';
import { intLists, type IntLists } from '../ground/ints.ts';
import { labelsOf, type Labels } from './landmark-labels.ts';
import { reasonableOrders } from './landmark-orders.ts';
import type { RelaxedTask } from './relaxed-task.ts';

/** Something every plan makes true at some time: a fact, or one of a few. */
export interface Landmark {
  readonly facts: readonly number[];
  readonly isGoal: boolean;
}

export interface LandmarkGraph {
  readonly landmarks: readonly Landmark[];
  /** By landmark: those that have to come before, in any sense. */
  readonly before: readonly (readonly number[])[];
  /** By landmark: those it is directly needed for the first time they become true (greedy-necessary orders). */
  readonly neededFor: readonly (readonly number[])[];
  /** By fact: the landmarks it makes true. */
  readonly ofFact: IntLists;
}

const MOST_ALTERNATIVES = 4;
/** With more landmarks than this their orders, of which there may be as many as pairs, take more than they are worth. */
const MOST_ORDERED = 4000;

const has = ({ bits, words }: Labels, fact: number, member: number): boolean =>
  (bits[fact * words + (member >>> 5)]! & (1 << (member & 31))) !== 0;

class Builder {
  readonly relaxed: RelaxedTask;
  readonly labels: Labels;
  readonly #goOn: () => void;
  readonly isInitial: Uint8Array;
  readonly landmarks: Landmark[] = [];
  readonly idOfFact: Int32Array;
  readonly neededFor: Set<number>[] = [];
  readonly before: Set<number>[] = [];
  readonly #alternatives = new Map<string, number>();

  constructor(relaxed: RelaxedTask, labels: Labels, goOn: () => void) {
    this.#goOn = goOn;
    this.relaxed = relaxed;
    this.labels = labels;
    const { factCount, init, base } = relaxed.task;
    this.isInitial = new Uint8Array(factCount);
    for (let v = 0; v < init.length; v++) if (init[v]! > 0) this.isInitial[base[v]! + init[v]! - 1] = 1;
    this.idOfFact = new Int32Array(factCount).fill(-1);
  }

  add(facts: readonly number[], isGoal: boolean): number {
    this.neededFor.push(new Set());
    this.before.push(new Set());
    return this.landmarks.push({ facts, isGoal }) - 1;
  }

  order(first: number, second: number): void {
    if (first !== second) this.before[second]!.add(first);
  }

  /** Who can make the landmark true for the first time: no condition of theirs needs it before. */
  firstAchievers(facts: readonly number[]): number[] {
    const { pre, achievers } = this.relaxed;
    const found: number[] = [];
    for (const fact of facts)
      for (let i = achievers.start[fact]!; i < achievers.start[fact + 1]!; i++) {
        this.#goOn();
        const operator = achievers.items[i]!;
        let first = true;
        for (let k = pre.start[operator]!; k < pre.start[operator + 1]! && first; k++) {
          const need = pre.items[k]!;
          if (this.labels.reached[need] === 0 || facts.some((f) => has(this.labels, need, f))) first = false;
        }
        if (first) found.push(operator);
      }
    return found;
  }

  /** Facts that all first achievers need, and sets of a few facts of one relation of which each needs one. */
  needs(landmark: number): void {
    const { facts } = this.landmarks[landmark]!;
    if (facts.some((fact) => this.isInitial[fact] === 1)) return;
    const { task, pre } = this.relaxed;
    const operators = this.firstAchievers(facts);
    if (operators.length === 0) return;
    const seen = new Map<number, number>();
    const byRelation = new Map<number, { readonly facts: Set<number>; count: number }>();
    for (const operator of operators) {
      this.#goOn();
      const relations = new Set<number>();
      for (let k = pre.start[operator]!; k < pre.start[operator + 1]!; k++) {
        const fact = pre.items[k]!;
        seen.set(fact, (seen.get(fact) ?? 0) + 1);
        const relation = task.relationOf(fact);
        const entry = byRelation.get(relation) ?? { facts: new Set<number>(), count: 0 };
        byRelation.set(relation, entry);
        if (entry.facts.size <= MOST_ALTERNATIVES) entry.facts.add(fact);
        if (!relations.has(relation)) entry.count++;
        relations.add(relation);
      }
    }
    for (const [fact, times] of seen) {
      const id = this.idOfFact[fact]!;
      if (times !== operators.length || id < 0) continue;
      this.neededFor[id]!.add(landmark);
      this.order(id, landmark);
    }
    for (const { facts: some, count } of byRelation.values()) {
      if (count < operators.length || some.size < 2 || some.size > MOST_ALTERNATIVES) continue;
      const alternatives = [...some].toSorted((a, b) => a - b);
      if (alternatives.some((fact) => this.isInitial[fact] === 1 || this.idOfFact[fact]! >= 0)) continue;
      const key = alternatives.join(' ');
      const id = this.#alternatives.get(key) ?? this.add(alternatives, false);
      this.#alternatives.set(key, id);
      this.neededFor[id]!.add(landmark);
      this.order(id, landmark);
    }
  }
}

export const onlyGoals = ({ task }: RelaxedTask): LandmarkGraph => ({
  landmarks: Array.from(task.goal, (fact) => ({ facts: [fact], isGoal: true })),
  before: Array.from(task.goal, () => []),
  neededFor: Array.from(task.goal, () => []),
  ofFact: byFact(
    task.factCount,
    Array.from(task.goal, (fact) => [fact]),
  ),
});

const byFact = (factCount: number, landmarks: readonly (readonly number[])[]): IntLists => {
  const lists: number[][] = Array.from({ length: factCount }, () => []);
  for (const [id, facts] of landmarks.entries()) for (const fact of facts) lists[fact]!.push(id);
  return intLists(lists);
};

/**
 * Landmarks and their orders (Hoffmann, Porteous & Sebastia 2004; Richter & Westphal 2010), the single facts from the
 * complete labels of the delete relaxation, alternatives by going back over first achievers.
 * @throws Stopped soon after `shouldStop`, which is asked often, answers true.
 */
export const landmarkGraph = (relaxed: RelaxedTask, shouldStop: () => boolean): LandmarkGraph => {
  const { task } = relaxed;
  const goOn = orStopped(shouldStop);
  const labels = labelsOf(relaxed, task.init, goOn);
  if (!labels) return onlyGoals(relaxed);
  const { words, bits } = labels;
  const all = new Int32Array(words);
  for (const goal of task.goal) for (let w = 0; w < words; w++) all[w]! |= bits[goal * words + w]!;
  const builder = new Builder(relaxed, labels, goOn);
  const goals = new Set(task.goal);
  const single: number[] = [];
  for (let fact = 0; fact < task.factCount; fact++)
    if ((all[fact >>> 5]! & (1 << (fact & 31))) !== 0) {
      builder.idOfFact[fact] = builder.add([fact], goals.has(fact));
      single.push(fact);
    }
  for (const fact of single.length > MOST_ORDERED ? [] : single)
    for (const earlier of single) {
      goOn();
      if (has(labels, fact, earlier)) builder.order(builder.idOfFact[earlier]!, builder.idOfFact[fact]!);
    }
  for (let id = 0; id < builder.landmarks.length; id++) builder.needs(id);
  reasonableOrders(relaxed, builder, goOn);
  return {
    landmarks: builder.landmarks,
    before: builder.before.map((set) => [...set]),
    neededFor: builder.neededFor.map((set) => [...set]),
    ofFact: byFact(
      task.factCount,
      builder.landmarks.map(({ facts }) => facts),
    ),
  };
};

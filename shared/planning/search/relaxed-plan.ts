import { Ints } from '../ground/ints.ts';
import type { RelaxedTask } from './relaxed-task.ts';

export const DEAD_END = -1;
const FAR = 0x3fffffff;
/**
 * The additive estimate doubles with each fact that two others need: a tower of thirty costs 2^30. What costs more than this is
 * taken in the order in which it is reached, which keeps relaxed plans sound.
 */
const HIGHEST = 1 << 16;

/**
 * The FF heuristic (Hoffmann & Nebel 2001): the length of a plan that ignores deletions, built from the cheapest
 * achievers by the additive heuristic (Bonet & Geffner 2001; Keyder & Geffner 2008). As by-products of one evaluation:
 * which operators apply in the state, and which of them the relaxed plan starts with (helpful actions).
 */
export class RelaxedPlan {
  readonly #relaxed: RelaxedTask;
  readonly #factCost: Int32Array;
  readonly #far: Int32Array;
  readonly #supporter: Int32Array;
  /** By operator two neighbours, for they are used together: how many conditions are missing, and what it costs so far. */
  readonly #counters: Int32Array;
  readonly #fresh: Int32Array;
  /** By cost: the facts reached at that cost. */
  readonly #buckets: (Ints | undefined)[] = [];
  #top = 0;
  readonly #isGoal: Uint8Array;
  readonly #marked: Int32Array;
  readonly #planned: Int32Array;
  readonly #stack = new Ints(64);
  #round = 0;
  /** How many conditions were looked at so far. */
  work = 0;

  /** Operators that apply in the state evaluated last. */
  readonly applicable = new Ints(256);
  /** Those of them that are in its relaxed plan. */
  readonly helpful = new Ints(64);
  /** The relaxed plan itself, without order. */
  readonly plan = new Ints(256);

  constructor(relaxed: RelaxedTask) {
    const { factCount } = relaxed.task;
    this.#relaxed = relaxed;
    this.#factCost = new Int32Array(factCount);
    this.#far = new Int32Array(factCount).fill(FAR);
    this.#supporter = new Int32Array(factCount);
    this.#counters = new Int32Array(relaxed.count * 2);
    this.#fresh = new Int32Array(relaxed.count * 2);
    for (let i = 0; i < relaxed.count; i++) {
      this.#fresh[2 * i] = relaxed.preCount[i]!;
      this.#fresh[2 * i + 1] = relaxed.costs[i]!;
    }
    this.#isGoal = new Uint8Array(factCount);
    this.#marked = new Int32Array(factCount);
    this.#planned = new Int32Array(relaxed.count);
  }

  /** The estimate for reaching `goals`, or DEAD_END. */
  evaluate(values: Int32Array, goals: Int32Array): number {
    if (!this.#explore(values, goals)) return DEAD_END;
    return this.#extract(goals);
  }

  /** What an operator of the relaxed plan made last costs together with all it needs, by the additive heuristic. */
  readonly costOf = (operator: number): number => this.#counters[2 * operator + 1]!;

  #explore(values: Int32Array, goals: Int32Array): boolean {
    const { task, users, add, count } = this.#relaxed;
    const [factCost, counters, supporter] = [this.#factCost, this.#counters, this.#supporter];
    const { start: userStart, items: userItems } = users;
    const { start: addStart, items: addItems } = add;
    const { applicable } = this;
    factCost.set(this.#far);
    counters.set(this.#fresh);
    applicable.length = 0;
    for (let cost = 0; cost <= this.#top; cost++) {
      const bucket = this.#buckets[cost];
      if (bucket !== undefined) bucket.length = 0;
    }
    let open = 0;
    for (const goal of goals) {
      if (this.#isGoal[goal] === 0) open++;
      this.#isGoal[goal] = 1;
    }
    // First what is true: the operators that become complete here are those that apply.
    const { base } = task;
    for (let v = 0; v < values.length; v++) {
      const value = values[v]!;
      if (value > 0) factCost[base[v]! + value - 1] = 0;
    }
    for (const operator of this.#relaxed.free) applicable.push(operator);
    for (let v = 0; v < values.length; v++) {
      const value = values[v]!;
      if (value === 0) continue;
      const fact = base[v]! + value - 1;
      open -= this.#isGoal[fact]!;
      this.work += userStart[fact + 1]! - userStart[fact]!;
      for (let i = userStart[fact]!, end = userStart[fact + 1]!; i < end; i++) {
        const operator = userItems[i]!;
        if (--counters[2 * operator]! === 0) applicable.push(operator);
      }
    }
    let top = 0;
    let bottom = 0;
    for (let i = 0; i < applicable.length; i++) {
      const operator = applicable.values[i]!;
      const cost = counters[2 * operator + 1]!;
      for (let k = addStart[operator]!, end = addStart[operator + 1]!; k < end; k++) {
        const fact = addItems[k]!;
        if (cost < factCost[fact]!) {
          factCost[fact] = cost;
          supporter[fact] = operator;
          this.#push(cost, fact);
          if (cost > top) top = cost;
        }
      }
    }
    for (; open > 0 && bottom <= top; bottom++) {
      const bucket = this.#buckets[bottom];
      if (bucket === undefined) continue;
      for (let n = 0; n < bucket.length; n++) {
        const fact = bucket.values[n]!;
        if (factCost[fact] !== bottom) continue;
        // A fact can be in a bucket twice, when operators cost nothing.
        if (this.#isGoal[fact] === 1) {
          this.#isGoal[fact] = 2;
          if (--open === 0) break;
        }
        this.work += userStart[fact + 1]! - userStart[fact]!;
        for (let i = userStart[fact]!, end = userStart[fact + 1]!; i < end; i++) {
          const operator = userItems[i]!;
          const cost = (counters[2 * operator + 1]! += bottom);
          if (--counters[2 * operator]! !== 0) continue;
          const place = cost < HIGHEST ? cost : HIGHEST;
          for (let k = addStart[operator]!, last = addStart[operator + 1]!; k < last; k++) {
            const added = addItems[k]!;
            if (place < factCost[added]!) {
              factCost[added] = place;
              supporter[added] = operator;
              this.#push(place, added);
              if (place > top) top = place;
            }
          }
        }
      }
    }
    this.#top = top;
    for (const goal of goals) this.#isGoal[goal] = 0;
    // Effects under conditions that hold make their operator apply once more: the real one is in the list by itself.
    if (count > task.operators) {
      let kept = 0;
      for (let i = 0; i < applicable.length; i++)
        if (applicable.values[i]! < task.operators) applicable.values[kept++] = applicable.values[i]!;
      applicable.length = kept;
    }
    return open === 0;
  }

  #push(cost: number, fact: number): void {
    let bucket = this.#buckets[cost];
    if (bucket === undefined) {
      while (this.#buckets.length < cost) this.#buckets.push(undefined);
      bucket = new Ints(16);
      this.#buckets[cost] = bucket;
    }
    bucket.push(fact);
  }

  #extract(goals: Int32Array): number {
    const { pre, costs, real } = this.#relaxed;
    const round = ++this.#round;
    const stack = this.#stack;
    stack.length = 0;
    this.plan.length = 0;
    this.helpful.length = 0;
    let sum = 0;
    for (const goal of goals) this.#want(goal, round);
    while (stack.length > 0) {
      const operator = this.#supporter[stack.values[--stack.length]!]!;
      if (this.#planned[operator] === round) continue;
      this.#planned[operator] = round;
      sum += costs[operator]!;
      this.plan.push(operator);
      let applies = true;
      for (let i = pre.start[operator]!, end = pre.start[operator + 1]!; i < end; i++) {
        const fact = pre.items[i]!;
        if (this.#factCost[fact]! > 0) applies = false;
        this.#want(fact, round);
      }
      if (applies) this.helpful.push(real[operator]!);
    }
    return sum;
  }

  #want(fact: number, round: number): void {
    if (this.#factCost[fact] === 0 || this.#marked[fact] === round) return;
    this.#marked[fact] = round;
    this.#stack.push(fact);
  }
}

import type { FiniteTask } from '../ground/finite-task.ts';
import type { Ints } from '../ground/ints.ts';
import { hashesOf, KnownHashes, ONE, scatter, TWO } from './known-hashes.ts';
import type { Symmetries } from './symmetries.ts';

/**
 * Keeps a search from doing the same with objects that are alike: of operators that differ only in such objects it lets one
 * through, and of states that differ only in which of them is where, the first. That two states are alike is told by 64 bits.
 */
export class SymmetryBreaker {
  readonly #task: FiniteTask;
  readonly #symmetries: Symmetries;
  /** By object: what the state says of it, in two hashes. */
  readonly #one: Int32Array;
  readonly #two: Int32Array;
  /** By object: the first that is like it in the state, and how many that are like it come before. */
  readonly #leader: Int32Array;
  readonly #rank: Int32Array;
  readonly #isHelpful: Int32Array;
  /** Two hashes of each thing that is said, in the place of what is said, and of each fact. */
  readonly #sayings: Int32Array;
  readonly #facts: Int32Array;
  #round = 0;
  readonly #known = new KnownHashes();

  constructor(task: FiniteTask, symmetries: Symmetries) {
    const { length } = symmetries.classOf;
    this.#task = task;
    this.#symmetries = symmetries;
    this.#one = new Int32Array(length);
    this.#two = new Int32Array(length);
    this.#leader = new Int32Array(length);
    this.#rank = new Int32Array(length);
    this.#isHelpful = new Int32Array(task.operators);
    const { items } = symmetries.said;
    this.#sayings = items.map((_, i) => (i % 2 === 0 ? scatter(items[i + 1]!, ONE) : scatter(items[i]!, TWO)));
    this.#facts = hashesOf(task.factCount);
  }

  get bytes(): number {
    return this.#known.bytes;
  }

  /** Whether a state like this one was asked about before. */
  isKnown(values: Int32Array): boolean {
    const { isAlone, classOf, said } = this.#symmetries;
    const { base } = this.#task;
    this.#one.fill(0);
    this.#two.fill(0);
    let [one, two] = [0, 0];
    for (let v = 0; v < values.length; v++) {
      const value = values[v]!;
      if (value === 0) continue;
      const fact = base[v]! + value - 1;
      let isOwn = false;
      for (let i = said.start[fact]!, end = said.start[fact + 1]!; i < end; i += 2) {
        const object = said.items[i]!;
        if (isAlone[object] === 0) continue;
        isOwn = true;
        this.#one[object]! += this.#sayings[i]!;
        this.#two[object]! += this.#sayings[i + 1]!;
      }
      if (isOwn) continue;
      one += this.#facts[2 * fact]!;
      two += this.#facts[2 * fact + 1]!;
    }
    for (let object = 0; object < classOf.length; object++) {
      if (isAlone[object] === 0) continue;
      one += scatter(this.#one[object]! + classOf[object]!, TWO);
      two += scatter(this.#two[object]! + classOf[object]!, ONE);
    }
    return !this.#known.add(one, two);
  }

  /** Leaves of the operators only one of those that do the same; `helpful` is told of others that are let through in their place. */
  narrow(values: Int32Array, applicable: Ints, helpful: readonly Ints[]): void {
    this.#compare(values);
    for (const list of helpful) {
      const round = ++this.#round;
      let kept = 0;
      for (let i = 0; i < list.length; i++) {
        const operator = this.#first(list.values[i]!);
        if (this.#isHelpful[operator] === round) continue;
        this.#isHelpful[operator] = round;
        list.values[kept++] = operator;
      }
      list.length = kept;
    }
    let kept = 0;
    for (let i = 0; i < applicable.length; i++) {
      const operator = applicable.values[i]!;
      if (this.#isFirst(operator)) applicable.values[kept++] = operator;
    }
    applicable.length = kept;
  }

  /** Which objects are alike in a state. */
  #compare(values: Int32Array): void {
    const { classOf, said } = this.#symmetries;
    const { base } = this.#task;
    const [one, two, leader, rank] = [this.#one.fill(0), this.#two.fill(0), this.#leader, this.#rank];
    for (let v = 0; v < values.length; v++) {
      const value = values[v]!;
      if (value === 0) continue;
      const fact = base[v]! + value - 1;
      for (let i = said.start[fact]!, end = said.start[fact + 1]!; i < end; i += 2) {
        one[said.items[i]!]! += this.#sayings[i]!;
        two[said.items[i]!]! += this.#sayings[i + 1]!;
      }
    }
    for (let object = 0; object < classOf.length; object++) {
      leader[object] = object;
      rank[object] = 0;
      for (let other = object - 1; other >= 0 && classOf[other] === classOf[object]; other--)
        if (one[other] === one[object] && two[other] === two[object]) {
          leader[object] = leader[other]!;
          rank[object] = rank[other]! + 1;
          break;
        }
    }
  }

  /** Whether the operator takes of objects that are alike the first ones, in their order. */
  #isFirst(operator: number): boolean {
    const { start, items } = this.#symmetries.args;
    const [from, to] = [start[operator]!, start[operator + 1]!];
    for (let i = from; i < to; i++) {
      const object = items[i]!;
      let before = 0;
      for (let k = from; k < i; k++) if (this.#leader[items[k]!] === this.#leader[object]) before++;
      if (this.#rank[object] !== before) return false;
    }
    return true;
  }

  /** The operator that does the same with the first of the objects that are alike; itself where grounding knows of none. */
  #first(operator: number): number {
    if (this.#isFirst(operator)) return operator;
    const { args, classOf } = this.#symmetries;
    const by = new Map<number, number>();
    const taken = new Map<number, number>();
    for (let i = args.start[operator]!; i < args.start[operator + 1]!; i++) {
      const object = args.items[i]!;
      const leader = this.#leader[object]!;
      const wanted = taken.get(leader) ?? 0;
      taken.set(leader, wanted + 1);
      let to = leader;
      while (classOf[to] === classOf[leader] && (this.#leader[to] !== leader || this.#rank[to] !== wanted)) to++;
      by.set(object, to);
    }
    const found = this.#symmetries.exchanged(operator, by);
    return found < 0 ? operator : found;
  }
}

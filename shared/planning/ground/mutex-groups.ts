import { firstCandidates, keyOfCandidate, partsFor, type Candidate } from './candidates.ts';
import type { Reachable } from './reach.ts';
import type { StripsTask } from './strips.ts';
import { TupleTable } from './tuple-table.ts';

/** How much work the search for groups may take: candidates tried, and looks at effects. */
const MOST_CANDIDATES = 400;
const MOST_WORK = 30_000_000;

interface Outcome {
  readonly groups: readonly number[][];
  readonly refinements: readonly Candidate[];
}

/** The relation of a fact as a number ≥ 0: those that say an atom is false follow the others. */
const relationOf = (predicate: number, count: number): number => (predicate >= 0 ? predicate : count + ~predicate);

class Families {
  readonly #task: StripsTask;
  readonly #reachable: Reachable;
  readonly #relation: Int32Array;
  readonly #family: Int32Array;
  readonly #conditional: Int32Array;
  work = 0;

  constructor(task: StripsTask, reachable: Reachable) {
    this.#task = task;
    this.#reachable = reachable;
    const count = reachable.relations.length;
    this.#relation = Int32Array.from(task.predicate, (p) => relationOf(p, count));
    this.#family = new Int32Array(task.factCount);
    this.#conditional = Int32Array.from(
      task.conditional.flatMap((effects) => (effects ?? []).filter(({ adds }) => adds).map(({ fact }) => fact)),
    );
  }

  #tableOf(fact: number): TupleTable {
    const predicate = this.#task.predicate[fact]!;
    return this.#reachable.relations[predicate < 0 ? ~predicate : predicate]!.table;
  }

  argsOf(fact: number): number[] {
    const { tuples, width } = this.#tableOf(fact);
    const from = this.#task.atomRow[fact]! * width;
    return [...tuples.subarray(from, from + width)];
  }

  /** Which families of a candidate hold at least to one: true in at most one atom at first and after every operator. */
  check(candidate: Candidate): Outcome {
    const { pre, add, del, init, factCount, action } = this.#task;
    const [family, relation] = [this.#family, this.#relation];
    const table = new TupleTable(candidate.shared, 64);
    const tuple = new Int32Array(candidate.shared);
    const part = new Map(candidate.parts.map((p) => [p.predicate, p]));
    family.fill(-1);
    for (let fact = 0; fact < factCount; fact++) {
      const of = part.get(relation[fact]!);
      if (!of) continue;
      const { tuples, width } = this.#tableOf(fact);
      const from = this.#task.atomRow[fact]! * width;
      for (let i = 0; i < candidate.shared; i++) tuple[i] = tuples[from + of.positions[i]!]!;
      family[fact] = table.add(tuple);
    }
    const bad = new Uint8Array(table.size);
    const initial = new Int32Array(table.size);
    for (const fact of init) if (family[fact]! >= 0) initial[family[fact]!]!++;
    for (const fact of this.#conditional) if (family[fact]! >= 0) bad[family[fact]!] = 1;
    // One example per action: it tells which predicate is missing.
    const examples = new Map<number, readonly [operator: number, fact: number]>();
    this.work += add.items.length;
    for (let operator = 0; operator < action.length; operator++) {
      for (let i = add.start[operator]!; i < add.start[operator + 1]!; i++) {
        const of = family[add.items[i]!]!;
        if (of < 0 || bad[of] === 1) continue;
        let balanced = false;
        let twice = false;
        for (let k = add.start[operator]!; k < i; k++) if (family[add.items[k]!] === of) twice = true;
        for (let k = del.start[operator]!; k < del.start[operator + 1]! && !balanced; k++) {
          const fact = del.items[k]!;
          if (family[fact] !== of) continue;
          for (let j = pre.start[operator]!; j < pre.start[operator + 1]!; j++)
            if (pre.items[j] === fact) balanced = true;
        }
        // What is needed and kept would make two.
        if (balanced && !twice) continue;
        // What needs two of them can never be done.
        if (this.#needsTwo(operator, of)) continue;
        if (!twice && !examples.has(action[operator]!)) examples.set(action[operator]!, [operator, add.items[i]!]);
        bad[of] = 1;
      }
    }
    const members: (number[] | undefined)[] = [];
    for (let fact = 0; fact < factCount; fact++) {
      const of = family[fact]!;
      if (of >= 0 && bad[of] === 0 && initial[of] === 1) (members[of] ??= []).push(fact);
    }
    const groups = members.filter((group): group is number[] => group !== undefined && group.length > 1);
    return { groups, refinements: [...examples.values()].flatMap((example) => this.#refine(candidate, ...example)) };
  }

  #needsTwo(operator: number, of: number): boolean {
    const { start, items } = this.#task.pre;
    let first = -1;
    for (let k = start[operator]!; k < start[operator + 1]!; k++) {
      const fact = items[k]!;
      if (this.#family[fact] !== of || fact === first) continue;
      if (first >= 0) return true;
      first = fact;
    }
    return false;
  }

  /** Adds a predicate whose deletion would make up for the atom that the operator adds. */
  #refine(candidate: Candidate, operator: number, fact: number): Candidate[] {
    const { pre, del } = this.#task;
    const own = candidate.parts.find(({ predicate }) => predicate === this.#relation[fact])!;
    const args = this.argsOf(fact);
    const values = own.positions.map((position) => args[position]!);
    const mostDifferent = Math.max(1, args.length - values.length);
    const refined: Candidate[] = [];
    for (let k = del.start[operator]!; k < del.start[operator + 1]!; k++) {
      const gone = del.items[k]!;
      const predicate = this.#relation[gone]!;
      if (candidate.parts.some((p) => p.predicate === predicate)) continue;
      if (!pre.items.subarray(pre.start[operator], pre.start[operator + 1]).includes(gone)) continue;
      for (const part of partsFor(predicate, this.argsOf(gone), values, mostDifferent))
        refined.push({ shared: candidate.shared, parts: [...candidate.parts, part] });
    }
    return refined;
  }
}

/**
 * Sets of facts of which at most one is true in every state that can be reached. Candidates are guessed and refined as in
 * Helmert 2009, but checked on the ground operators, family by family, so that one bad family does not spoil the others.
 */
export const mutexGroups = (task: StripsTask, reachable: Reachable): readonly (readonly number[])[] => {
  const families = new Families(task, reachable);
  const count = reachable.relations.length;
  const used = new Set(Array.from(task.predicate, (p) => relationOf(p, count)));
  const open = [...used].flatMap((predicate) =>
    firstCandidates(predicate, reachable.relations[predicate % count]!.table.width),
  );
  const seen = new Set(open.map(keyOfCandidate));
  const groups: (readonly number[])[] = [];
  for (let tried = 0; tried < open.length && tried < MOST_CANDIDATES && families.work < MOST_WORK; tried++) {
    const { groups: found, refinements } = families.check(open[tried]!);
    groups.push(...found);
    for (const candidate of refinements) {
      const key = keyOfCandidate(candidate);
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(candidate);
    }
  }
  return groups;
};

import { areMutex } from '../ground/finite-task.ts';
import type { RelaxedTask } from './relaxed-task.ts';

interface Unordered {
  readonly landmarks: readonly { readonly facts: readonly number[]; readonly isGoal: boolean }[];
  readonly before: readonly Set<number>[];
  readonly neededFor: readonly Set<number>[];
}

/**
 * Adds reasonable orders: `a` before `b` where having `b` first would mean to give it up again for `a` (Hoffmann, Porteous
 * & Sebastia 2004, in the approximation of Richter & Westphal 2010). An order that would close a cycle is left out. `goOn` is
 * called often, and may throw.
 */
export const reasonableOrders = (
  relaxed: RelaxedTask,
  { landmarks, before, neededFor }: Unordered,
  goOn: () => void,
): void => {
  const { task, achievers, add } = relaxed;
  const after: number[][] = landmarks.map(() => []);
  for (const [second, firsts] of before.entries()) for (const first of firsts) after[first]!.push(second);
  const neededBy: number[][] = landmarks.map(() => []);
  for (const [first, seconds] of neededFor.entries()) for (const second of seconds) neededBy[second]!.push(first);

  const leadsTo = (from: number, to: number): boolean => {
    const seen = new Set([from]);
    const open = [from];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      goOn();
      for (const next of after[id]!) {
        if (next === to) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    return false;
  };

  const shared = new Map<number, readonly number[]>();
  /** Facts that every achiever of a fact adds along with it. */
  const addedWith = (fact: number): readonly number[] => {
    const known = shared.get(fact);
    if (known) return known;
    const count = new Map<number, number>();
    const [from, to] = [achievers.start[fact]!, achievers.start[fact + 1]!];
    for (let i = from; i < to; i++) {
      goOn();
      for (let k = add.start[achievers.items[i]!]!; k < add.start[achievers.items[i]! + 1]!; k++)
        count.set(add.items[k]!, (count.get(add.items[k]!) ?? 0) + 1);
    }
    const found = [...count].filter(([other, times]) => other !== fact && times === to - from).map(([other]) => other);
    shared.set(fact, found);
    return found;
  };
  const interferes = (a: number, b: number): boolean => {
    const one = landmarks[a]!.facts[0]!;
    const other = landmarks[b]!.facts[0]!;
    if (areMutex(task, one, other)) return true;
    if (addedWith(one).some((fact) => areMutex(task, fact, other))) return true;
    return neededBy[a]!.some((id) => {
      const { facts } = landmarks[id]!;
      return id !== b && facts.length === 1 && areMutex(task, facts[0]!, other);
    });
  };
  const order = (a: number, b: number): void => {
    goOn();
    if (a === b || before[b]!.has(a) || !interferes(a, b) || leadsTo(b, a)) return;
    before[b]!.add(a);
    after[a]!.push(b);
  };

  const isSingle = (id: number): boolean => landmarks[id]!.facts.length === 1;
  const original = before.map((set) => [...set]);
  for (let b = 0; b < landmarks.length; b++) {
    if (!isSingle(b)) continue;
    if (landmarks[b]!.isGoal) {
      for (let a = 0; a < landmarks.length; a++) if (landmarks[a]!.isGoal) order(a, b);
      continue;
    }
    const rivals = new Set<number>();
    for (const child of neededFor[b]!)
      for (const rival of original[child]!) {
        if (rival === b) continue;
        rivals.add(rival);
        for (const earlier of original[rival]!) rivals.add(earlier);
      }
    for (const a of rivals) if (isSingle(a)) order(a, b);
  }
};

import type { FiniteTask } from '../ground/finite-task.ts';
import { Atoms } from './atoms.ts';
import { BitTable } from './bit-table.ts';
import { atomsOf, backwards, forwards, type OperatorAtoms } from './change.ts';
import { narrowed } from './narrowed.ts';
import { ReachPairs } from './reach-pairs.ts';

/** With more atoms than this the tables of pairs take too much memory. */
const MOST_ATOMS = 8192;
/** How often each operator is looked at, about: a few times in each direction, and often there is a second round. */
const LOOKS = 8;
/** Of how many operators something has to be told: searches begin anew with a narrowed task. */
const LEAST_GAIN = 0.1;

/** How much work narrowing a task takes, about; Infinity where it cannot be done. */
export const workToNarrow = (task: FiniteTask): number => {
  if (task.conditional.some((effects) => effects !== undefined && effects.length > 0)) return Infinity;
  const atoms = task.factCount + task.variables;
  if (atoms > MOST_ATOMS) return Infinity;
  return LOOKS * (atoms / 32) * (task.pre.items.length + 2 * task.add.items.length);
};

/** Pairs that may be true together as far as variables and groups tell. */
const firstGuess = ({ groups: { start, items } }: FiniteTask, atoms: Atoms): BitTable => {
  const may = new BitTable(atoms.count);
  may.bits.fill(-1);
  for (let variable = 0; variable + 1 < atoms.first.length; variable++)
    for (let a = atoms.first[variable]!; a < atoms.first[variable + 1]!; a++)
      for (let b = a + 1; b < atoms.first[variable + 1]!; b++) may.remove(a, b);
  for (let group = 0; group + 1 < start.length; group++)
    for (let i = start[group]!; i < start[group + 1]!; i++)
      for (let k = i + 1; k < start[group + 1]!; k++) may.remove(atoms.of(items[i]!), atoms.of(items[k]!));
  return may;
};

/**
 * The same task for whoever looks for a plan: which pairs of facts can be true together on a way from the first state to the goal is
 * found forwards and backwards in turn (Alcázar & Torralba 2015). Operators that no such way has are left out, and one that is only on
 * such ways where something else is true needs that, too. null where little is gained or the work is used up before; 'unsolvable'
 * where there is no such way.
 */
export const narrow = (
  task: FiniteTask,
  limit: number,
  shouldStop: () => boolean,
): { readonly task: FiniteTask | 'unsolvable' | null; readonly work: number } => {
  const atoms = new Atoms(task);
  const operators = Array.from({ length: task.operators }, (_, operator) => atomsOf(task, atoms, operator));
  const goal = Array.from(task.goal, atoms.of);
  const init = Array.from(task.init, (value, variable) => atoms.first[variable]! + value);
  const keep = new Uint8Array(task.operators).fill(1);
  let may = firstGuess(task, atoms);
  let work = operators.length * 10 + may.bits.length;

  const leaveOut = (): void => {
    for (const [index, { before, after }] of operators.entries())
      if (keep[index] === 1 && !(may.joinsAll(before) && may.joinsAll(after))) keep[index] = 0;
  };
  const begin = (reach: ReachPairs, isForward: boolean): void => {
    const from = isForward ? init : Array.from(atoms.variableOf.keys()).filter((a) => goal.every((g) => may.has(g, a)));
    for (let i = 0; i < from.length; i++) for (let k = i; k < from.length; k++) reach.start(from[i]!, from[k]!);
    work += from.length * from.length;
  };
  /** What is so on every way from the first state, even on those that do not lead to the goal: operators need not be told of it. */
  let known: BitTable | null = null;
  for (let isForward = true; ; isForward = !isForward) {
    leaveOut();
    const left = operators.filter((_, index) => keep[index] === 1);
    const changes = left.map((of: OperatorAtoms) => (isForward ? forwards(of, atoms) : backwards(of, atoms, may)));
    const reach = new ReachPairs(atoms, may);
    begin(reach, isForward);
    const ended = reach.run(changes, limit - work, shouldStop);
    work += reach.work + changes.length * 10;
    if (!ended) break;
    const isSame = known !== null && may.equals(reach.reached);
    may = reach.reached;
    known ??= may;
    if (!may.joinsAll(goal) || !may.joinsAll(init)) return { task: 'unsolvable', work };
    if (isSame) break;
  }
  if (!known) return { task: null, work };
  leaveOut();
  const needsOf = alsoNeeded(atoms, known, may);
  const more = operators.map((of, index) => (keep[index] === 1 ? needsOf(of) : null));
  for (const [index, needs] of more.entries()) if (needs === null) keep[index] = 0;
  const gone = keep.reduce((sum, isKept) => sum + 1 - isKept, 0);
  const told = more.reduce((sum, needs) => sum + (needs !== null && needs.length > 0 ? 1 : 0), 0);
  const isGain = Math.max(gone, told) >= operators.length * LEAST_GAIN;
  return { task: isGain ? narrowed(task, keep, more) : null, work };
};

/**
 * Tells of an operator which facts have to be true as well where it is on a way to the goal; null when it never is. `known` is so on
 * every way from the first state, `may` on those to the goal.
 */
const alsoNeeded = (
  { first, variableOf, factOf }: Atoms,
  known: BitTable,
  may: BitTable,
): ((of: OperatorAtoms) => number[] | null) => {
  const [anyway, here, stays] = [new Int32Array(may.words), new Int32Array(may.words), new Int32Array(may.words)];
  const countIn = (row: Int32Array, variable: number): number => {
    let count = 0;
    for (let atom = first[variable]!; atom < first[variable + 1]!; atom++)
      if ((row[atom >>> 5]! & (1 << (atom & 31))) !== 0) count++;
    return count;
  };
  const onlyIn = (row: Int32Array, variable: number): number => {
    let atom = first[variable]!;
    while ((row[atom >>> 5]! & (1 << (atom & 31))) === 0) atom++;
    return atom;
  };
  return ({ before, made, changed, perhaps }) => {
    for (const row of [anyway, here]) row.fill(-1);
    for (const atom of before) {
      known.intersect(anyway, atom);
      may.intersect(here, atom);
    }
    stays.set(here);
    for (const atom of made) may.intersect(stays, atom);
    const moves = new Set([...changed, ...perhaps.map((atom) => variableOf[atom]!)]);
    const settled = new Set(before.map((atom) => variableOf[atom]!));
    const needs: number[] = [];
    let variable = -1;
    for (let word = 0; word < may.words; word++) {
      if (anyway[word] === stays[word]) continue;
      // Something is excluded in this word: the variables that have atoms in it are looked at, each once.
      const last = variableOf[Math.min(word * 32 + 31, variableOf.length - 1)]!;
      for (variable = Math.max(variable + 1, variableOf[word * 32]!); variable <= last; variable++) {
        if (settled.has(variable)) continue;
        const row = moves.has(variable) ? here : stays;
        const count = countIn(row, variable);
        if (count === 0) return null;
        if (count > 1 || countIn(anyway, variable) === 1) continue;
        const fact = factOf(onlyIn(row, variable));
        if (fact >= 0) needs.push(fact);
      }
      variable = last;
    }
    return needs;
  };
};

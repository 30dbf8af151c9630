import type { FiniteTask } from '../ground/finite-task.ts';
import type { Atoms } from './atoms.ts';
import type { BitTable } from './bit-table.ts';

/** What an operator does to atoms. */
export interface OperatorAtoms {
  readonly before: readonly number[];
  /** What it makes true for sure, and of which variables. */
  readonly made: readonly number[];
  readonly changed: readonly number[];
  /** What it deletes that may have been true or not. */
  readonly perhaps: readonly number[];
  /** What is true after it for sure. */
  readonly after: readonly number[];
}

/** A step in one direction: where all it needs is true it makes true what it makes, and variables it changes lose what they were. */
export interface Change {
  readonly needs: readonly number[];
  /** Where there are several of one variable, any of them may be. */
  readonly makes: readonly number[];
  readonly changed: readonly number[];
}

/** What an operator needs, makes and takes away, in atoms of one value for each variable. */
export const atomsOf = (task: FiniteTask, atoms: Atoms, operator: number): OperatorAtoms => {
  const { pre, add, del, sizes } = task;
  const { first, variableOf } = atoms;
  const facts = ({ start, items }: FiniteTask['pre']): Int32Array =>
    items.subarray(start[operator], start[operator + 1]);
  const before = Array.from(facts(pre), atoms.of);
  const made = Array.from(facts(add), atoms.of);
  const changed = made.map((atom) => variableOf[atom]!);
  const perhaps: number[] = [];
  for (const fact of facts(del)) {
    const atom = atoms.of(fact);
    const variable = variableOf[atom]!;
    if (changed.includes(variable)) continue;
    if (sizes[variable] !== 2 && !before.some((other) => variableOf[other] === variable)) perhaps.push(atom);
    else {
      made.push(first[variable]!);
      changed.push(variable);
    }
  }
  const stays = before.filter((atom) => !changed.includes(variableOf[atom]!));
  return { before, made, changed, perhaps, after: [...made, ...stays] };
};

export const forwards = ({ before, made, perhaps, changed }: OperatorAtoms, { first, variableOf }: Atoms): Change => ({
  needs: before,
  makes: [...made, ...perhaps.map((atom) => first[variableOf[atom]!]!)],
  changed,
});

/** The way back: what was not needed may have been anything that goes with what was. */
export const backwards = (
  { before, changed, perhaps, after }: OperatorAtoms,
  { first, variableOf }: Atoms,
  may: BitTable,
): Change => {
  const makes = [...perhaps];
  for (const variable of changed) {
    const known = before.find((atom) => variableOf[atom] === variable);
    if (known !== undefined) makes.push(known);
    else
      for (let atom = first[variable]!; atom < first[variable + 1]!; atom++)
        if (before.every((other) => may.has(atom, other))) makes.push(atom);
  }
  return { needs: after, makes, changed };
};

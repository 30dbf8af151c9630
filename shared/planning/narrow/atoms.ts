import type { FiniteTask } from '../ground/finite-task.ts';

/** All values of all variables, numbered one after the other; value 0, which says that none of a variable's facts is true, is one, too. */
export class Atoms {
  readonly #task: FiniteTask;
  /** By variable: its first atom. One entry more tells how many there are. */
  readonly first: Int32Array;
  readonly variableOf: Int32Array;
  readonly count: number;

  constructor(task: FiniteTask) {
    this.#task = task;
    this.first = new Int32Array(task.variables + 1);
    for (let v = 0; v < task.variables; v++) this.first[v + 1] = this.first[v]! + task.sizes[v]!;
    this.count = this.first[task.variables]!;
    this.variableOf = new Int32Array(this.count);
    for (let v = 0; v < task.variables; v++) this.variableOf.fill(v, this.first[v], this.first[v + 1]);
  }

  /** The atom that says that the fact is true. */
  readonly of = (fact: number): number => {
    const variable = this.#task.variableOf[fact]!;
    return this.first[variable]! + fact - this.#task.base[variable]! + 1;
  };

  /** The fact that is true with an atom, or -1 where the atom says that there is none. */
  readonly factOf = (atom: number): number => {
    const variable = this.variableOf[atom]!;
    const value = atom - this.first[variable]!;
    return value === 0 ? -1 : this.#task.base[variable]! + value - 1;
  };
}

import { Ints } from './ints.ts';
import { TupleTable } from './tuple-table.ts';

/** The atoms of one predicate that are reachable, and where each object stands in them. */
export class Relation {
  readonly table: TupleTable;
  /** Rows below this number take part in joins; the others wait for their turn. */
  visible = 0;
  readonly #byPosition: (Ints | undefined)[][];

  constructor(arity: number) {
    this.table = new TupleTable(arity);
    this.#byPosition = Array.from({ length: arity }, () => []);
  }

  /** Lets the next row take part in joins. */
  show(): void {
    const { width, tuples } = this.table;
    const row = this.visible++;
    for (let position = 0; position < width; position++) {
      const object = tuples[row * width + position]!;
      const index = this.#byPosition[position]!;
      (index[object] ??= new Ints(4)).push(row);
    }
  }

  /** The visible rows with this object at this position. */
  rowsWith(position: number, object: number): Ints | undefined {
    return this.#byPosition[position]![object];
  }
}

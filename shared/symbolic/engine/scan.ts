import { ALIVE, type Table } from './table.ts';

/** The rows that hold and have these terms; null stands for any, and -1 for a term that no fact has. */
export function* scan(table: Table, terms: readonly (number | null)[]): Iterable<number> {
  if (terms.includes(-1)) return;
  const columns = terms.flatMap((term, column) => (term === null ? [] : [column]));
  const values = Int32Array.from(columns, (column) => terms[column] as number);
  const fits = (row: number): boolean =>
    ((table.flags[row] as number) & ALIVE) !== 0 &&
    columns.every((column, i) => table.data[row * table.stride + column] === values[i]);
  if (columns.length === 0) {
    for (let row = 0; row < table.rows; row++) if (fits(row)) yield row;
    return;
  }
  const index = table.index(columns.reduce((mask, column) => mask | (1 << column), 0));
  for (let row = index.firstOf(values); row >= 0; row = index.next[row] as number) if (fits(row)) yield row;
}

import type { Row } from './expected.ts';
import { documentRows } from './table-documents.ts';
import { ambiguousRows, hostileRows, refusedRows } from './table-refused.ts';
import { taskRows } from './table-tasks.ts';
import { windowRows } from './table-windows.ts';

/** What the offline grammar must make of a goal. */
export const TABLE: Readonly<Record<'valid' | 'ambiguous' | 'not understood' | 'hostile', readonly Row[]>> = {
  valid: [...documentRows, ...windowRows, ...taskRows],
  ambiguous: ambiguousRows,
  'not understood': refusedRows,
  hostile: hostileRows,
};

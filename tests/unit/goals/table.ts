import type { Row } from './expected.ts';
import { documentRows } from './table-documents.ts';
import { ambiguousRows, hostileRows, refusedRows } from './table-refused.ts';
import { taskRows } from './table-tasks.ts';
import { everydayRefused, everydayRows, unsureRows } from './table-everyday.ts';
import { windowRows } from './table-windows.ts';

/** What the offline grammar must make of a goal. */
export const TABLE: Readonly<Record<'valid' | 'ambiguous' | 'not understood' | 'hostile', readonly Row[]>> = {
  valid: [...everydayRows, ...documentRows, ...windowRows, ...taskRows],
  ambiguous: [...ambiguousRows, ...unsureRows],
  'not understood': [...refusedRows, ...everydayRefused],
  hostile: hostileRows,
};

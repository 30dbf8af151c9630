import type { Row } from './expected.ts';
import { choosingRefused, choosingRows } from './table-choosing.ts';
import { dateRefused, dateRows } from './table-dates.ts';
import { documentRows } from './table-documents.ts';
import { listRefused, listRows, listUnsure } from './table-lists.ts';
import { ambiguousRows, hostileRows, refusedRows } from './table-refused.ts';
import {
  askedRows,
  ordinaryAlone,
  ordinaryRefused,
  ordinaryRows,
  ordinaryUnsure,
  otherwiseRows,
} from './table-ordinary.ts';
import { peopleRefused, peopleRows, peopleUnsure, questionRows } from './table-people.ts';
import { plainRefused, plainRows, plainUnsure } from './table-plain.ts';
import { replacingRefused, replacingRows } from './table-replacing.ts';
import { bareSumRows, sumRefused, sumRows } from './table-sums.ts';
import { taskRows } from './table-tasks.ts';
import { everydayRefused, everydayRows, unsureRows } from './table-everyday.ts';
import { trailingRefused, trailingRows } from './table-trailing.ts';
import { officeRefused, officeRows, officeUnsure } from './table-office.ts';
import { windowRows } from './table-windows.ts';

/** What the offline grammar must make of a goal. */
export const TABLE: Readonly<
  Record<'valid' | 'valid alone' | 'ambiguous' | 'not understood' | 'hostile', readonly Row[]>
> = {
  valid: [
    ...ordinaryRows,
    ...askedRows,
    ...everydayRows,
    ...documentRows,
    ...windowRows,
    ...taskRows,
    ...choosingRows,
    ...replacingRows,
    ...peopleRows,
    ...questionRows,
    ...dateRows,
    ...listRows,
    ...sumRows,
  ],
  /** Nothing may come after them. */
  'valid alone': [...ordinaryAlone, ...otherwiseRows, ...trailingRows, ...officeRows, ...plainRows, ...bareSumRows],
  ambiguous: [
    ...ordinaryUnsure,
    ...ambiguousRows,
    ...unsureRows,
    ...plainUnsure,
    ...listUnsure,
    ...peopleUnsure,
    ...officeUnsure,
  ],
  'not understood': [
    ...ordinaryRefused,
    ...refusedRows,
    ...everydayRefused,
    ...officeRefused,
    ...choosingRefused,
    ...replacingRefused,
    ...trailingRefused,
    ...plainRefused,
    ...peopleRefused,
    ...dateRefused,
    ...listRefused,
    ...sumRefused,
  ],
  hostile: hostileRows,
};

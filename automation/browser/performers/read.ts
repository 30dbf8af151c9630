import { z } from 'zod';
import type { Evidence } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { PageRef } from '../../../shared/protocol/step.ts';
import { named } from '../element.ts';
import { csvOf, formulasIn } from '../csv.ts';
import { cellsOf } from '../in-page.ts';
import { defineAction, seen, type Action } from './action.ts';

/** As much of a page is read, in UTF-16 units. */
const MOST_TEXT = 200_000;

/** Whoever has the table must know that it is not to the letter what the page shows. */
const madeText = (count: number): Evidence[] =>
  count === 0
    ? []
    : [
        seen(
          `${count === 1 ? '1 cell begins as a formula does and has' : `${count} cells begin as a formula does and have`} an apostrophe put before, so that no spreadsheet runs ${count === 1 ? 'it' : 'them'}`,
        ),
      ];

export const readActions: readonly Action[] = [
  defineAction({
    skill: 'web.read',
    args: z.object({ page: PageRef }),
    async perform({ page: { id } }, { browser, limits }) {
      const tab = browser.tab(id);
      tab.insistPage();
      const { page } = tab;
      const body = page.locator('body');
      const text = await body.innerText(limits);
      const outline = await body.ariaSnapshot(limits);
      return {
        status: 'done',
        outputs: { text: text.slice(0, MOST_TEXT), outline: outline.slice(0, MOST_TEXT), title: await page.title() },
        evidence: [],
        receipt: null,
      };
    },
  }),
  defineAction({
    skill: 'web.read-table',
    args: z.object({ page: PageRef, name: z.string().optional() }),
    async perform({ page: { id }, name }, { browser, limits }) {
      const tab = browser.tab(id);
      tab.insistPage();
      const { page } = tab;
      const with_ = name === undefined ? {} : { name: named(name) };
      const tables = page
        .getByRole('table', with_)
        .or(page.getByRole('grid', with_))
        .or(page.getByRole('treegrid', with_));
      const count = await tables.count();
      const called = name === undefined ? '' : ` called “${name}”`;
      if (count === 0) throw new SonnyError('TARGET_MISSING', `The page has no table${called}.`);
      if (count > 1) throw new SonnyError('TARGET_AMBIGUOUS', `The page has ${count} tables${called}.`);
      const cells = await tables.evaluate(cellsOf, undefined, limits);
      return {
        status: 'done',
        outputs: {
          text: csvOf(cells),
          rows: cells.length,
          columns: Math.max(0, ...cells.map((row) => row.length)),
        },
        evidence: madeText(formulasIn(cells)),
        receipt: null,
      };
    },
  }),
];

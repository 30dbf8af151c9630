import { z } from 'zod';
import { isRef } from '../protocol/step.ts';
import { onSite, pageIdOf, pageName, stringOf } from './argument.ts';
import { pageIs } from './check.ts';
import { isHarmlessOnPage } from './harmless.ts';
import { R, symbolOf } from './relations.ts';
import { pageResource, reads } from './resource.ts';
import { Name, Page, Url } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';
import { quoted } from './wording.ts';

/** The browser holds one page in front, but pages do not share more than that. */
const itsPage = (args: PlanArgs) => [pageResource(args['page'])];
const needsPage = (args: PlanArgs) => [R.page(symbolOf(args['page']))];

const open = defineSkill({
  name: 'web.open',
  summary: 'Opens a web page in Sonny’s own browser',
  parameters: z.object({ url: Url, page: Page.optional() }).strict(),
  outputs: ['page', 'title'],
  gives: (args) => [{ kind: 'page', of: stringOf(args, 'url') ?? '' }],
  reaches: 'web',
  // An address that an earlier step read could carry what it read to its host.
  risk: (args) => (isRef(args['url']) ? 'R4' : 'R1'),
  undo: { kind: 'compensate', say: 'goes back, or closes the page it opened' },
  needs: (args) => (args['page'] === undefined ? [] : needsPage(args)),
  changes: (args, step) => [
    R.page(`${step}.page`),
    ...(args['page'] === undefined ? [] : [R.page(symbolOf(args['page']))]),
  ],
  title: (args) => `Open ${stringOf(args, 'url') ?? 'the address of an earlier step'} in Sonny’s browser`,
  effects: () => ['The page opens in Sonny’s own browser; its host is asked for it. It may lead nowhere else.'],
  verifiedBy: 'asking the browser where it is',
  checks: (_, outputs) => [
    pageIs(outputs['page'], [
      { field: 'exists', op: 'equals', value: true },
      ...(typeof outputs['title'] === 'string'
        ? [{ field: 'title', op: 'equals', value: outputs['title'] } as const]
        : []),
    ]),
  ],
  resources: (args) => (args['page'] === undefined ? [] : itsPage(args)),
  usual: 1000,
  deadline: 45_000,
  idempotent: true,
  examples: ['open https://example.org in your own browser'],
});

const read = defineSkill({
  name: 'web.read',
  summary: 'Reads a page in Sonny’s own browser',
  parameters: z.object({ page: Page }).strict(),
  outputs: ['text', 'outline', 'title'],
  gives: (args) => [onSite(args['page'])],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: needsPage,
  changes: () => [],
  title: (args) => `Read ${pageName(args['page'])}`,
  effects: () => [],
  verifiedBy: 'asking the browser for the page’s title',
  checks: (args, outputs) => [
    pageIs(args['page'], [{ field: 'title', op: 'equals', value: stringOf(outputs, 'title') ?? '' }]),
  ],
  resources: (args) => itsPage(args).map(reads),
  usual: 0,
  deadline: 20_000,
  idempotent: true,
  examples: ['read the page https://example.org'],
});

const readTable = defineSkill({
  name: 'web.read-table',
  summary: 'Reads a table of a page as comma-separated values',
  parameters: z.object({ page: Page, name: Name.optional() }).strict(),
  // What stands on the page is named as it stands there; what it does is the risk's to say.
  roles: { name: 'detail' },
  outputs: ['text', 'rows', 'columns'],
  gives: (args) => [onSite(args['page'])],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: needsPage,
  changes: () => [],
  title: (args) =>
    args['name'] === undefined
      ? `Read the table of ${pageName(args['page'])}`
      : `Read the table ${quoted(stringOf(args, 'name'))} of ${pageName(args['page'])}`,
  effects: () => [],
  verifiedBy: 'counting its rows in the accessibility tree',
  checks: (args, { rows = 0, columns = 0 }) => {
    const name = stringOf(args, 'name');
    return [
      {
        query: { kind: 'page.table', id: pageIdOf(args['page']), ...(name === null ? {} : { name }) },
        path: 'accessibility',
        expect: [
          { field: 'rows', op: 'equals', value: rows },
          { field: 'columns', op: 'equals', value: columns },
        ],
        say: `the table has ${String(rows)} rows and ${String(columns)} columns`,
      },
    ];
  },
  resources: (args) => itsPage(args).map(reads),
  usual: 0,
  deadline: 20_000,
  idempotent: true,
  examples: ['save the table on https://example.org/prices as ~/Documents/prices.csv'],
});

const follow = defineSkill({
  name: 'web.follow',
  summary: 'Follows a link of a page by its address, inside the sites that the page may lead to',
  parameters: z.object({ page: Page, name: Name }).strict(),
  roles: { name: 'detail' },
  outputs: ['title'],
  gives: (args) => [onSite(args['page'])],
  reaches: 'web',
  risk: 'R1',
  undo: { kind: 'compensate', say: 'goes back' },
  needs: needsPage,
  changes: () => [],
  title: (args) => `Follow the link ${quoted(stringOf(args, 'name'))} on ${pageName(args['page'])}`,
  effects: () => ['The page shows what the link leads to.'],
  verifiedBy: 'asking the browser where it is',
  checks: (args, outputs) => [
    pageIs(args['page'], [{ field: 'title', op: 'equals', value: stringOf(outputs, 'title') ?? '' }]),
  ],
  resources: itsPage,
  usual: 1000,
  deadline: 45_000,
  idempotent: true,
  examples: ['open https://example.org in your own browser and follow the link "More information"'],
});

const click = defineSkill({
  name: 'web.click',
  summary: 'Clicks a button of a page, by its name',
  parameters: z.object({ page: Page, name: Name }).strict(),
  roles: { name: 'detail' },
  outputs: [],
  reaches: 'web',
  risk: (args) => (isHarmlessOnPage(stringOf(args, 'name') ?? '') ? 'R1' : 'R4'),
  undo: { kind: 'irreversible', say: 'what a page was sent can’t be called back' },
  needs: needsPage,
  about: (args) => [
    { kind: 'page', id: pageIdOf(args['page']) },
    { kind: 'page.element', id: pageIdOf(args['page']), name: stringOf(args, 'name') ?? '' },
  ],
  changes: () => [],
  title: (args) => `Click ${quoted(stringOf(args, 'name'))} on ${pageName(args['page'])}`,
  effects: () => ['Whatever the page does on this click; it may send what stands in its fields.'],
  verifiedBy: 'nothing: what a click does is the page’s choice',
  checks: () => [],
  resources: itsPage,
  usual: 200,
  deadline: 30_000,
  idempotent: false,
  examples: ['open https://example.org in your own browser and click "Send" on the page'],
});

const wait = defineSkill({
  name: 'web.wait',
  summary: 'Waits until a page has an element with a name',
  parameters: z.object({ page: Page, name: Name }).strict(),
  roles: { name: 'detail' },
  outputs: [],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only waits' },
  needs: needsPage,
  changes: () => [],
  title: (args) => `Wait for ${quoted(stringOf(args, 'name'))} on ${pageName(args['page'])}`,
  effects: () => [],
  verifiedBy: 'the browser’s accessibility tree',
  checks: (args) => [
    {
      query: { kind: 'page.element', id: pageIdOf(args['page']), name: stringOf(args, 'name') ?? '' },
      path: 'accessibility',
      expect: [{ field: 'exists', op: 'equals', value: true }],
      say: `${quoted(stringOf(args, 'name'))} is there`,
    },
  ],
  resources: (args) => itsPage(args).map(reads),
  usual: 0,
  deadline: 20_000,
  waits: true,
  idempotent: true,
  examples: ['open https://example.org in your own browser and wait for "Done" on the page'],
});

export const web = [open, read, readTable, follow, click, wait];

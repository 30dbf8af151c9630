import { z } from 'zod';
import type { Json } from '../protocol/json.ts';
import { isRef } from '../protocol/step.ts';
import { pageIdOf, pageName, stringOf } from './argument.ts';
import { R, symbolOf } from './relations.ts';
import { pageResource } from './resource.ts';
import { Name, Page, Text } from './schema.ts';
import { defineSkill, type Check, type PlanArgs } from './skill.ts';
import { excerpt, quoted } from './wording.ts';

const holds = (args: Readonly<Record<string, Json>>, field: 'value' | 'checked', value: Json, say: string): Check => ({
  query: { kind: 'page.element', id: pageIdOf(args['page']), name: stringOf(args, 'name') ?? '' },
  path: 'accessibility',
  expect: [{ field, op: 'equals', value }],
  say,
});

const where = (args: PlanArgs): string => `${quoted(stringOf(args, 'name'))} on ${pageName(args['page'])}`;

const common = {
  outputs: [],
  // Which field it is shapes the call; what is put into it is what travels.
  roles: { name: 'detail', option: 'content' },
  reaches: 'web',
  undo: { kind: 'compensate', say: 'restores what stood in the field' },
  needs: (args: PlanArgs) => [R.page(symbolOf(args['page']))],
  about: (args: PlanArgs) => [{ kind: 'page', id: pageIdOf(args['page']) } as const],
  changes: () => [],
  verifiedBy: 'reading the field in the browser’s accessibility tree',
  resources: (args: PlanArgs) => [pageResource(args['page'])],
  usual: 100,
  deadline: 15_000,
  idempotent: true,
} as const;

const fill = defineSkill({
  ...common,
  name: 'web.fill',
  summary: 'Fills a field of a page',
  parameters: z.object({ page: Page, name: Name, text: Text }).strict(),
  roles: { name: 'detail' },
  // A page sees what stands in its fields before anything is sent: what an earlier step read would be told to its host.
  risk: (args) => (isRef(args['text']) ? 'R4' : 'R2'),
  title: (args) => `Fill ${where(args)} with ${excerpt(stringOf(args, 'text'))}`,
  effects: () => ['The field gets the text; nothing is sent by Sonny.'],
  checks: (args) => {
    const text = stringOf(args, 'text') ?? '';
    return [holds(args, 'value', text, `the field holds ${excerpt(text)}`)];
  },
  examples: ['open https://example.org in your own browser and fill "Name" with "Ada"'],
});

const choose = defineSkill({
  ...common,
  name: 'web.choose',
  summary: 'Chooses an entry of a list on a page',
  parameters: z.object({ page: Page, name: Name, option: Name }).strict(),
  roles: { name: 'detail', option: 'content' },
  risk: (args) => (isRef(args['option']) ? 'R4' : 'R2'),
  title: (args) => `Choose ${quoted(stringOf(args, 'option'))} in ${where(args)}`,
  effects: () => ['The list changes to the entry; nothing is sent by Sonny.'],
  checks: (args) => {
    const option = stringOf(args, 'option') ?? '';
    return [holds(args, 'value', option, `the list shows ${quoted(option)}`)];
  },
  examples: ['open https://example.org in your own browser and choose "Blue" in "Colour" on the page'],
});

const tick = defineSkill({
  ...common,
  name: 'web.tick',
  summary: 'Ticks a check box or a radio button of a page, or unticks it',
  parameters: z.object({ page: Page, name: Name, on: z.boolean() }).strict(),
  roles: { name: 'detail' },
  risk: 'R2',
  title: (args) => `${args['on'] === false ? 'Untick' : 'Tick'} ${where(args)}`,
  effects: (args) => [`The box ${args['on'] === false ? 'loses' : 'gets'} its tick; nothing is sent by Sonny.`],
  checks: (args) => [
    holds(args, 'checked', args['on'] !== false, args['on'] === false ? 'it is not ticked' : 'it is ticked'),
  ],
  examples: ['open https://example.org in your own browser and tick "Gift" on the page'],
});

export const webForms = [fill, choose, tick];

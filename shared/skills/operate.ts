import { z } from 'zod';
import type { RiskClass } from '../protocol/step.ts';
import { pageName, stringOf, windowIdOf, windowName } from './argument.ts';
import { windowHolds, windowOpen, pageIs } from './check.ts';
import { R, symbolOf } from './relations.ts';
import { INPUT, pageResource, windowResource } from './resource.ts';
import { Page, SomeText, Window } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';
import { excerpt } from './wording.ts';

/** What acts may do: only look; also move around; also change what can be put back. Whatever is more is asked about one by one. */
const Effects = z.enum(['look', 'navigate', 'edit']);

const MOST: Readonly<Record<z.infer<typeof Effects>, RiskClass>> = { look: 'R0', navigate: 'R1', edit: 'R2' };

/** How many acts it takes unless it is told. */
export const ACTIONS = 20;

/** The highest class of an act that the declared effects cover. */
export const coveredClass = (args: PlanArgs): RiskClass => {
  const effects = Effects.safeParse(args['effects']);
  return MOST[effects.success ? effects.data : 'edit'];
};

const where = (args: PlanArgs): string =>
  args['page'] === undefined ? windowName(args['window']) : pageName(args['page']);

const operate = defineSkill({
  name: 'screen.operate',
  summary: 'Works in one window or on one page, choosing each act by what is there, with a model',
  parameters: z
    .object({
      window: Window.optional(),
      page: Page.optional(),
      task: SomeText.max(4000),
      effects: Effects.optional(),
      /** Acts at most. */
      actions: z.number().int().min(1).max(100).optional(),
      /** What the window shows when it is done. */
      until: SomeText.max(1000).optional(),
    })
    .strict(),
  roles: { task: 'content', until: 'content', actions: 'detail', effects: 'permission' },
  outputs: [],
  gives: () => [],
  risk: coveredClass,
  undo: { kind: 'compensate', say: 'its acts are taken back one by one, as far as each can be' },
  needs: (args) => [
    ...(args['window'] === undefined ? [] : [R.window(symbolOf(args['window']))]),
    ...(args['page'] === undefined ? [] : [R.page(symbolOf(args['page']))]),
  ],
  changes: () => [],
  title: (args) => `Work in ${where(args)}: ${excerpt(stringOf(args, 'task'))}`,
  effects: (args) => [
    {
      R0: `It only looks at ${where(args)}.`,
      R1: `It moves around in ${where(args)} and changes nothing of yours.`,
      R2: `It changes what it needs to in ${where(args)}, and nowhere else.`,
    }[coveredClass(args) as 'R0' | 'R1' | 'R2'],
    `At most ${typeof args['actions'] === 'number' ? args['actions'] : ACTIONS} acts, each shown as a step; whatever reaches outside or can’t be taken back is asked about first.`,
  ],
  verifiedBy: 'reading back what it is to show, where it is known',
  checks: (args) => {
    const until = stringOf(args, 'until');
    if (windowIdOf(args['window']) !== 0)
      return until === null ? [] : [windowOpen(args['window']), windowHolds(args['window'], until)];
    return until === null || args['page'] === undefined
      ? []
      : [pageIs(args['page'], [{ field: 'title', op: 'includes', value: until }])];
  },
  resources: (args) => [
    ...(args['window'] === undefined ? [] : [INPUT, windowResource(args['window'])]),
    ...(args['page'] === undefined ? [] : [pageResource(args['page'])]),
  ],
  usual: 1000,
  deadline: 10_000,
  idempotent: true,
  grows: true,
  examples: [
    'use Mousepad to "replace every cat by a dog"',
    'open https://example.org in your own browser and use the page to "find the opening hours"',
  ],
});

export const operating = [operate];

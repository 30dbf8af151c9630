import { z } from 'zod';
import { PageRef } from '../../../shared/protocol/step.ts';
import { named } from '../element.ts';
import { defineAction, type Action } from './action.ts';

export const waitActions: readonly Action[] = [
  defineAction({
    skill: 'web.wait',
    args: z.object({ page: PageRef, name: z.string() }),
    async perform({ page: { id }, name }, { browser, limits }) {
      const { page } = browser.tab(id);
      const anything = (['button', 'link', 'textbox', 'heading', 'img', 'checkbox', 'radio', 'combobox'] as const)
        .map((role) => page.getByRole(role, { name: named(name) }))
        .reduce((either, one) => either.or(one), page.getByText(named(name)));
      await anything.first().waitFor({ ...limits, state: 'visible' });
      return { status: 'done', outputs: {}, evidence: [], receipt: null };
    },
  }),
];

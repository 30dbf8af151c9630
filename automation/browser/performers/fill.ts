import type { Locator } from 'playwright-core';
import { z } from 'zod';
import type { Performed, Undone } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { PageRef } from '../../../shared/protocol/step.ts';
import { BOXES, FIELDS, LISTS, theOne } from '../element.ts';
import { chosenIn, inputType, optionsOf } from '../in-page.ts';
import { defineAction, seen, type Action, type Work } from './action.ts';

/** What stood in a field before and what Sonny left there. `at`: the page's address then. */
const Changed = z.object({ at: z.string(), before: z.string(), left: z.string() });
type Changed = z.infer<typeof Changed>;
const Ticked = z.object({ at: z.string(), before: z.boolean(), left: z.boolean() });

const done = (receipt: Changed | z.infer<typeof Ticked>): Performed => ({
  status: 'done',
  outputs: {},
  evidence: [],
  receipt,
});

const gone = (say: string): Undone => ({ status: 'undone', evidence: [seen(say)] });

/** The page as it was then, or why there is nothing to restore in it. */
const still = (id: string, at: string, { browser }: Work): Undone | null => {
  const tab = browser.find(id);
  if (tab === undefined) return gone('The page is closed, and its fields with it.');
  // What was filled in and then sent is not in the field any more: the click that sent it answers for it.
  return tab.page.url() === at ? null : gone('The page shows something else now.');
};

const restored = async <T>(
  { before, left }: { readonly before: T; readonly left: T },
  now: T,
  restore: () => Promise<T>,
): Promise<Undone> => {
  if (now === before) return gone('it holds what it held before');
  if (now !== left) return { status: 'kept', evidence: [seen('The field was changed since and was left.', false)] };
  const after = await restore();
  return {
    status: after === before ? 'undone' : 'unverified',
    evidence: [seen('it holds what it held before', after === before)],
  };
};

const fieldOf = async (id: string, name: string, { browser, limits }: Work): Promise<Locator> => {
  const field = await theOne(browser.tab(id).page, FIELDS, name).catch(async (thrown: unknown) => {
    // Password fields have no role.
    const secret = browser.tab(id).page.locator('input[type=password]');
    if ((await secret.count()) > 0 && (await secret.and(browser.tab(id).page.getByLabel(name)).count()) > 0)
      throw new SonnyError('REFUSED_BY_POLICY', `“${name}” is a password field.`);
    throw thrown;
  });
  const type = await field.evaluate(inputType, undefined, limits);
  if (type === 'password') throw new SonnyError('REFUSED_BY_POLICY', `“${name}” is a password field.`);
  return field;
};

const listOf = (id: string, name: string, { browser }: Work): Promise<Locator> =>
  theOne(browser.tab(id).page, LISTS, name);

export const fillActions: readonly Action[] = [
  defineAction({
    skill: 'web.fill',
    args: z.object({ page: PageRef, name: z.string(), text: z.string() }),
    receipt: Changed,
    async prepare({ page, name, text }, work) {
      const field = await fieldOf(page.id, name, work);
      return { at: work.browser.tab(page.id).page.url(), before: await field.inputValue(work.limits), left: text };
    },
    async perform({ page, name, text }, work, prepared) {
      const field = await fieldOf(page.id, name, work);
      const before = prepared?.before ?? (await field.inputValue(work.limits));
      await field.fill(text, work.limits);
      return done({ at: work.browser.tab(page.id).page.url(), before, left: text });
    },
    async undo({ page, name }, receipt, work) {
      const nothing = still(page.id, receipt.at, work);
      if (nothing) return nothing;
      const field = await fieldOf(page.id, name, work);
      return restored(receipt, await field.inputValue(work.limits), async () => {
        await field.fill(receipt.before, work.limits);
        return field.inputValue(work.limits);
      });
    },
  }),
  defineAction({
    skill: 'web.choose',
    args: z.object({ page: PageRef, name: z.string(), option: z.string() }),
    receipt: Changed,
    async prepare({ page, name, option }, work) {
      const list = await listOf(page.id, name, work);
      const before = await list.evaluate(chosenIn, undefined, work.limits);
      return { at: work.browser.tab(page.id).page.url(), before, left: option };
    },
    async perform({ page, name, option }, work, prepared) {
      const list = await listOf(page.id, name, work);
      const options = await list.evaluate(optionsOf, undefined, work.limits);
      if (!options.includes(option)) throw new SonnyError('TARGET_MISSING', `“${name}” has no entry “${option}”.`);
      const before = prepared?.before ?? (await list.evaluate(chosenIn, undefined, work.limits));
      await list.selectOption({ label: option }, work.limits);
      return done({ at: work.browser.tab(page.id).page.url(), before, left: option });
    },
    async undo({ page, name }, receipt, work) {
      const nothing = still(page.id, receipt.at, work);
      if (nothing) return nothing;
      const list = await listOf(page.id, name, work);
      const chosen = (): Promise<string> => list.evaluate(chosenIn, undefined, work.limits);
      return restored(receipt, await chosen(), async () => {
        await list.selectOption(
          receipt.before.split('\n').map((label) => ({ label })),
          work.limits,
        );
        return chosen();
      });
    },
  }),
  defineAction({
    skill: 'web.tick',
    args: z.object({ page: PageRef, name: z.string(), on: z.boolean() }),
    receipt: Ticked,
    async prepare({ page, name, on }, work) {
      const box = await theOne(work.browser.tab(page.id).page, BOXES, name);
      return { at: work.browser.tab(page.id).page.url(), before: await box.isChecked(work.limits), left: on };
    },
    async perform({ page, name, on }, work, prepared) {
      const { page: shown } = work.browser.tab(page.id);
      const box = await theOne(shown, BOXES, name);
      const before = prepared?.before ?? (await box.isChecked(work.limits));
      await box.setChecked(on, work.limits);
      return done({ at: shown.url(), before, left: on });
    },
    async undo({ page, name }, receipt, work) {
      const nothing = still(page.id, receipt.at, work);
      if (nothing) return nothing;
      const box = await theOne(work.browser.tab(page.id).page, BOXES, name);
      return restored(receipt, await box.isChecked(work.limits), async () => {
        await box.setChecked(receipt.before, work.limits);
        return box.isChecked(work.limits);
      });
    },
  }),
];

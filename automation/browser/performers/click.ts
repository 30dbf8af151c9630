import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { PageRef } from '../../../shared/protocol/step.ts';
import { isHarmlessOnPage } from '../../../shared/skills/harmless.ts';
import { BUTTONS, theOne } from '../element.ts';
import { sendsForm } from '../in-page.ts';
import { defineAction, seen, type Action } from './action.ts';

/** How long a click may take to begin what it does, and how long that may take, in milliseconds. */
const BEGINNING_MS = 200;
const LEADING_MS = 5000;

/** Resolves when the page has had a turn to begin what a click set off, which on a busy machine takes a while of its own. */
const aTurnOf = (page: Page, signal: AbortSignal): Promise<unknown> =>
  Promise.race([
    page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve))).catch(() => {}),
    sleep(LEADING_MS, undefined, { signal, ref: false }),
  ]);

export const clickActions: readonly Action[] = [
  defineAction({
    skill: 'web.click',
    args: z.object({ page: PageRef, name: z.string() }),
    async perform({ page: { id }, name }, { browser, limits }) {
      const tab = browser.tab(id);
      const button = await theOne(tab.page, BUTTONS, name);
      // A name is what a page says of itself; what sends a form is never harmless.
      if (isHarmlessOnPage(name) && (await button.evaluate(sendsForm, undefined, limits)))
        throw new SonnyError('REFUSED_BY_POLICY', `“${name}” would send a form, which nobody was asked about.`);
      tab.told();
      const before = tab.page.url();
      // Waits until it can be clicked, so that what follows comes at once or not at all.
      await button.click({ ...limits, trial: true });
      await button.click({ ...limits, noWaitAfter: true });
      await aTurnOf(tab.page, limits.signal);
      await sleep(BEGINNING_MS, undefined, { signal: limits.signal });
      // Where it leads is waited for; a page that takes its time is told as it is.
      if (tab.leading)
        await tab.page
          .waitForEvent('load', { ...limits, timeout: Math.min(limits.timeout, LEADING_MS), predicate: () => true })
          .catch(() => {});
      const told = tab.told();
      const led = tab.page.url() === before ? [] : [seen(`the page leads to ${tab.page.url()}`, null)];
      return {
        status: 'unverified',
        outputs: {},
        evidence: [...led, ...told.map((say) => seen(say, false))],
        receipt: null,
      };
    },
  }),
];

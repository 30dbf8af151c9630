import { z } from 'zod';
import type { Performed, Undone } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { PageRef } from '../../../shared/protocol/step.ts';
import { pageAddress, siteOf } from '../address.ts';
import { LINKS, theOne } from '../element.ts';
import { hrefOf } from '../in-page.ts';
import type { Tab } from '../tab.ts';
import { defineAction, seen, type Action, type Work } from './action.ts';

/** Where the page was before, and where it was led to. `null`: it was opened for this. */
const Led = z.object({ page: z.string(), before: z.string().nullable(), after: z.string() });
type Led = z.infer<typeof Led>;

/**
 * Leads a page to an address. What it may not be led to, by itself or by its redirects, it stays away from. TARGET_MISSING where the site
 * answers with an error: what was shown before stays then.
 */
const lead = async (tab: Tab, url: URL, { limits, progress }: Work): Promise<readonly string[]> => {
  tab.seek();
  try {
    await tab.page.goto(url.href, { ...limits, waitUntil: 'domcontentloaded' });
    // Pages that never come to rest are pages all the same.
    await tab.page.waitForLoadState('load', { ...limits, timeout: Math.min(limits.timeout, 10_000) }).catch(() => {});
  } catch (thrown) {
    const told = tab.told();
    if (!progress.signal.aborted && told.length > 0)
      throw new SonnyError('REFUSED_BY_POLICY', `${url.host}: ${told.join('; ')}.`, { cause: thrown });
    if (!progress.signal.aborted) tab.insistFound();
    throw thrown;
  } finally {
    tab.seeking = false;
  }
  return tab.told();
};

const led = async (tab: Tab, site: string, before: string | null, told: readonly string[]): Promise<Performed> => {
  const title = await tab.page.title();
  return {
    status: 'done',
    outputs: { page: { id: tab.id, site }, title },
    evidence: [seen(`the browser is at ${tab.page.url()}`), ...told.map((say) => seen(say))],
    receipt: { page: tab.id, before, after: tab.page.url() },
  };
};

/** A fragment is a place in a page, not another page. */
const bare = (address: string): string => address.replace(/#.*$/u, '');

const goBack = async ({ page: id, before, after }: Led, work: Work): Promise<Undone> => {
  const tab = work.browser.find(id);
  if (tab === undefined) return { status: 'undone', evidence: [seen('The page is closed already.')] };
  if (bare(tab.page.url()) !== bare(after))
    return {
      status: 'kept',
      evidence: [seen(`The page is at ${tab.page.url()} meanwhile and was left there.`, false)],
    };
  if (before === null) {
    await tab.page.close();
    return { status: 'undone', evidence: [seen('the page is closed', work.browser.find(id) === undefined)] };
  }
  await tab.page.goto(before, { ...work.limits, waitUntil: 'domcontentloaded' });
  return {
    status: 'undone',
    evidence: [seen(`the browser is at ${tab.page.url()}`, bare(tab.page.url()) === bare(before))],
  };
};

export const openActions: readonly Action[] = [
  defineAction({
    skill: 'web.open',
    args: z.object({ url: z.string(), page: PageRef.optional() }),
    receipt: Led,
    async perform({ url, page }, work) {
      const address = pageAddress(url);
      const tab = page === undefined ? await work.browser.newTab() : work.browser.tab(page.id);
      const before = page === undefined ? null : tab.page.url();
      tab.admit(siteOf(address));
      try {
        return await led(tab, address.host, before, await lead(tab, address, work));
      } catch (thrown) {
        if (page === undefined) await tab.page.close().catch(() => {});
        throw thrown;
      }
    },
    undo: (_, receipt, work) => goBack(receipt, work),
  }),
  defineAction({
    skill: 'web.follow',
    args: z.object({ page: PageRef, name: z.string() }),
    receipt: Led,
    async perform({ page, name }, work) {
      const tab = work.browser.tab(page.id);
      const link = await theOne(tab.page, LINKS, name);
      const href = await link.evaluate(hrefOf, undefined, work.limits);
      if (href === '') throw new SonnyError('TARGET_MISSING', `“${name}” has no address to follow.`);
      const address = pageAddress(href);
      if (!tab.mayShow(address.href))
        throw new SonnyError('REFUSED_BY_POLICY', `“${name}” leads to ${address.host}, which was not named.`);
      const before = tab.page.url();
      return led(tab, page.site, before, await lead(tab, address, work));
    },
    undo: (_, receipt, work) => goBack(receipt, work),
  }),
];

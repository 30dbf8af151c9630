import type { BrowserContext, CDPSession, Page, Request, Route } from 'playwright-core';
import type { Tab } from './tab.ts';

const pageOf = (request: Request): Page | null => {
  try {
    const frame = request.frame();
    return frame.parentFrame() === null ? frame.page() : null;
  } catch {
    // Asked for before there is a frame: only what a page opens by itself.
    return null;
  }
};

const isInner = (request: Request): boolean => {
  try {
    return request.frame().parentFrame() !== null;
  } catch {
    return false;
  }
};

/** No content: the browser stays on the page that it shows. */
const STAY = 204;

/**
 * Holds every page of a browser to its tab. Documents of pages that are nobody's tab, which are windows that pages open, are never
 * asked for; `opened` is told of each.
 */
export const guardContext = (
  context: BrowserContext,
  isTab: (page: Page) => boolean,
  opened: () => void,
): Promise<unknown> =>
  context.route('**/*', async (route: Route, request: Request) => {
    if (request.resourceType() !== 'document' || isInner(request)) return route.continue();
    const page = pageOf(request);
    if (page !== null && isTab(page)) return route.continue();
    opened();
    return route.fulfill({ status: STAY });
  });

/**
 * Stops each document that a tab may not show before it is asked for, redirects included: Playwright's routes see only the first request
 * of a chain, so this goes by the browser's own protocol. Where a tab is led to a page that its site answers with an error, it stays on what it shows.
 */
export const guardTab = async (cdp: CDPSession, tab: () => Tab): Promise<void> => {
  const { targetInfo } = (await cdp.send('Target.getTargetInfo')) as { targetInfo: { targetId: string } };
  cdp.on('Fetch.requestPaused', ({ requestId, request, frameId, responseStatusCode }) => {
    // The main frame of a page has the id of its target.
    const main = frameId === targetInfo.targetId;
    const barred = main && !tab().mayShow(request.url);
    const stays =
      barred || (main && responseStatusCode !== undefined && tab().staysAfter(request.url, responseStatusCode));
    if (main) tab().leading = !stays;
    if (barred) tab().tried(`wanted to lead to ${new URL(request.url).host}, where it may not`);
    const done = stays
      ? cdp.send('Fetch.fulfillRequest', { requestId, responseCode: STAY })
      : cdp.send('Fetch.continueRequest', { requestId });
    void done.catch(() => {});
  });
  await cdp.send('Fetch.enable', {
    patterns: [{ resourceType: 'Document' }, { resourceType: 'Document', requestStage: 'Response' }],
  });
};

import type { CDPSession, Download, Page } from 'playwright-core';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { isOn } from './address.ts';

/** What is told of a window that a page opens. */
export const OPENED = 'wanted to open a window, which was not opened';

/** So much of what a page tried is told. */
const MOST_TOLD = 10;

/** What a site answered for a document. */
interface Answer {
  readonly url: string;
  /** By HTTP. */
  readonly status: number;
}

const LEAST_ERROR = 400;
const LEAST_FAULT = 500;

/** @throws SonnyError TARGET_MISSING for an answer that is no page but an error. */
const insist = (answer: Answer | null): void => {
  if (answer === null || answer.status < LEAST_ERROR) return;
  const { host } = new URL(answer.url);
  throw new SonnyError('TARGET_MISSING', `${host} answers with the HTTP status ${answer.status} for ${answer.url}.`, {
    hint: answer.status < LEAST_FAULT ? 'Check the address.' : 'The site has trouble of its own. Try again later.',
  });
};

const withoutPlace = (url: string): string => url.replace(/#.*$/u, '');

/**
 * A page with what it may lead to. Its own scripts never take it to another site, never open a window and never put a file on the disk:
 * what it tried is kept to be told.
 */
export class Tab {
  readonly id: string;
  readonly page: Page;
  /** The browser's own view of the page, beside Playwright's. */
  readonly cdp: CDPSession;
  /** Sites it may show. */
  #sites: readonly string[];
  readonly #allowed: () => readonly string[];
  readonly #tried: string[] = [];
  /** A document was asked for and is not there yet. */
  leading = false;
  #takes: ((download: Download) => void) | null = null;
  /** To what was asked for last, which need not have come to be shown. */
  #answered: Answer | null = null;
  #shown: Answer | null = null;
  /** It is led somewhere: a page that is not there is not shown. */
  seeking = false;
  #refused: Answer | null = null;

  constructor(id: string, page: Page, cdp: CDPSession, allowed: () => readonly string[]) {
    this.id = id;
    this.page = page;
    this.cdp = cdp;
    this.#sites = [];
    this.#allowed = allowed;
    page.on('load', () => (this.leading = false));
    page.on('response', (response) => {
      const request = response.request();
      if (request.isNavigationRequest() && request.frame() === page.mainFrame())
        this.#answered = { url: response.url(), status: response.status() };
    });
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      // Back to what was shown before nothing is asked for anew.
      const isIt = this.#answered !== null && withoutPlace(this.#answered.url) === withoutPlace(frame.url());
      this.#shown = isIt ? this.#answered : null;
    });
    // A question of the page is answered with no; leaving it is never held up.
    page.on('dialog', (dialog) => {
      this.tried(`asked “${dialog.message().slice(0, 200)}”, which was answered with no`);
      void (dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss()).catch(() => {});
    });
    page.on('popup', (popup) => {
      this.tried(OPENED);
      void popup.close().catch(() => {});
    });
    page.on('download', (download) => {
      if (this.#takes) return this.#takes(download);
      this.tried('wanted to put a file on the disk, which was not taken');
      void download.cancel().catch(() => {});
    });
  }

  get sites(): readonly string[] {
    return [...this.#sites, ...this.#allowed()];
  }

  /** Lets the page show one more site. */
  admit(site: string): void {
    if (!this.#sites.includes(site)) this.#sites = [...this.#sites, site];
  }

  mayShow(address: string): boolean {
    return isOn(this.sites, address);
  }

  /** Before it is led somewhere. */
  seek(): void {
    this.#refused = null;
    this.seeking = true;
  }

  /** Whether it stays on what it shows, since what it is led to is answered with an error. */
  staysAfter(url: string, status: number): boolean {
    if (!this.seeking || status < LEAST_ERROR) return false;
    this.#refused = { url, status };
    return true;
  }

  /** @throws SonnyError TARGET_MISSING where it stays because the answer, redirects followed, was an error. */
  insistFound(): void {
    insist(this.#refused);
  }

  /** @throws SonnyError TARGET_MISSING where what it shows came with an error, so that it is not the page that was meant. */
  insistPage(): void {
    insist(this.#shown);
  }

  tried(what: string): void {
    if (this.#tried.length < MOST_TOLD && !this.#tried.includes(what)) this.#tried.push(what);
  }

  /** What the page tried since this was last asked, in sentences. */
  told(): readonly string[] {
    return this.#tried.splice(0).map((what) => `the page ${what}`);
  }

  /** The first file that the page gives while `act` goes on; null when it gives none before the signal aborts. */
  async downloadOf(act: () => Promise<void>, signal: AbortSignal): Promise<Download | null> {
    const taken = Promise.withResolvers<Download | null>();
    const end = (): void => taken.resolve(null);
    signal.addEventListener('abort', end, { once: true });
    this.#takes = (download) => taken.resolve(download);
    try {
      await act();
      return await taken.promise;
    } finally {
      this.#takes = null;
      signal.removeEventListener('abort', end);
    }
  }
}

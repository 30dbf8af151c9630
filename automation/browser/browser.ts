import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { browserExecutable } from './executable.ts';
import { guardContext, guardTab } from './guard.ts';
import { OPENED, Tab } from './tab.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface BrowserOptions {
  /** Of the browser: names the display that it appears on, which may be started for it. */
  readonly env: Env | (() => Promise<Env>);
  /** The folder of its own profile, made when needed. */
  readonly folder: string;
  /** Sites that pages may lead to besides those they were opened at. */
  allowed(): readonly string[];
  /** Without a window, for machines that have no display. */
  readonly headless?: boolean;
}

const strings = (env: Env): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const ARGUMENTS: readonly string[] = [
  // Its keyring prompt is a dialog that nobody expects.
  '--password-store=basic',
  // Otherwise a window that is covered stops drawing, and nothing in it can be acted on.
  '--disable-backgrounding-occluded-windows',
];

/** Sonny's own browser: started when a page is first opened, with a profile that holds nothing of the person's. */
export class Browser {
  readonly #options: BrowserOptions;
  #starting: Promise<BrowserContext> | null = null;
  readonly #tabs = new Map<string, Tab>();
  readonly #byPage = new WeakMap<Page, Tab>();

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  /** @throws SonnyError UNSUPPORTED when no browser is installed, NO_DISPLAY when it can't show itself. */
  context(): Promise<BrowserContext> {
    this.#starting ??= this.#start().catch((thrown: unknown) => {
      this.#starting = null;
      throw thrown;
    });
    return this.#starting;
  }

  async #start(): Promise<BrowserContext> {
    const { env: given, folder, headless = false } = this.#options;
    const env = typeof given === 'function' ? await given() : given;
    const executablePath = browserExecutable(env);
    if (!headless && process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
      throw new SonnyError('NO_DISPLAY');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { chromium } = await import('playwright-core');
    const context = await chromium.launchPersistentContext(folder, {
      executablePath,
      env: strings(env),
      headless,
      // The browser refuses to start as the superuser with its sandbox on.
      chromiumSandbox: process.getuid?.() !== 0,
      viewport: null,
      acceptDownloads: true,
      // A worker of a page could answer for its host what nobody asked it for.
      serviceWorkers: 'block',
      permissions: [],
      args: [...ARGUMENTS],
      // A signal is the host's business, which closes what it has opened.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    context.on('close', () => {
      this.#starting = null;
      this.#tabs.clear();
    });
    await guardContext(
      context,
      (page) => this.#byPage.has(page),
      // Which page opened it is not known yet; each is told, and forgets it with its next act.
      () => this.#tabs.forEach((tab) => tab.tried(OPENED)),
    );
    return context;
  }

  /** A new page that may show nothing yet. */
  async newTab(): Promise<Tab> {
    const context = await this.context();
    // The page that a browser starts with is used first, so that none stands empty.
    const blank = context.pages().find((page) => page.url() === 'about:blank' && !this.#byPage.has(page));
    const page = blank ?? (await context.newPage());
    const cdp = await context.newCDPSession(page);
    const tab = new Tab(`p${randomUUID().slice(0, 8)}`, page, cdp, this.#options.allowed);
    await guardTab(cdp, () => tab);
    this.#byPage.set(page, tab);
    this.#tabs.set(tab.id, tab);
    page.on('close', () => this.#tabs.delete(tab.id));
    return tab;
  }

  /** Sites that every page may lead to. */
  allowed(): readonly string[] {
    return this.#options.allowed();
  }

  find(id: string): Tab | undefined {
    return this.#tabs.get(id);
  }

  /** The page that a step is about. @throws SonnyError TARGET_GONE */
  tab(id: string): Tab {
    const tab = this.#tabs.get(id);
    if (tab === undefined) throw new SonnyError('TARGET_GONE', 'The page was closed.');
    return tab;
  }

  async close(): Promise<void> {
    const starting = this.#starting;
    if (starting) await starting.then((context) => context.close()).catch(() => {});
  }
}

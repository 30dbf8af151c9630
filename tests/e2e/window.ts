import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type Page, chromium } from 'playwright-core';
import type { AxeResults } from 'axe-core';

export const SIZES = { main: { width: 1280, height: 800 }, tray: { width: 400, height: 640 } } as const;
export type Size = keyof typeof SIZES;
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Every theme at every size. */
export const LOOKS: readonly (readonly [Theme, Size])[] = THEMES.flatMap((theme) =>
  (Object.keys(SIZES) as Size[]).map((size) => [theme, size] as const),
);

const SCREENSHOTS = fileURLToPath(new URL('../screenshots', import.meta.url));
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

declare global {
  var heard: string[] | undefined;
}

/** Runs in the page: what is pressed and smaller than 24 by 24 pixels, links inside of sentences apart. */
function smallTargets(): string[] {
  const least = 23.5;
  return [...document.querySelectorAll<HTMLElement>('a, button, summary, [role=button], [role=tab]')]
    .filter((one) => getComputedStyle(one).display !== 'inline' && one.checkVisibility({ visibilityProperty: true }))
    .flatMap((one) => {
      const { width, height } = one.getBoundingClientRect();
      const small = Math.min(width, height) < least && width > 1;
      return small ? [`“${one.textContent.trim()}” is ${width} by ${height} pixels small.`] : [];
    });
}

/** Runs in the page, before it does: what the live region says is kept, for what is said next takes its place. */
function listen(): void {
  const heard: string[] = (globalThis.heard = []);
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
      if (node instanceof HTMLElement && node.parentElement?.dataset['testid'] === 'announcer')
        heard.push(node.textContent);
  }).observe(document, { childList: true, subtree: true });
}

/** Sonny's window in a real browser, and everything it complained about. */
export class Window {
  readonly page: Page;
  /** Console errors, thrown errors and breaches of the content security policy. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** Resolves when the host has begun to talk to it: what the host says of a run from then on is heard. */
  static async open(browser: Browser, link: string, size: Size = 'main', theme: Theme = 'light'): Promise<Window> {
    const context = await browser.newContext({ viewport: SIZES[size], colorScheme: theme, reducedMotion: 'reduce' });
    await context.addInitScript(listen);
    const window = new Window(await context.newPage());
    const heard = new Promise<unknown>((resolve) => {
      window.page.on('websocket', (socket) => socket.once('framereceived', resolve));
    });
    await window.page.goto(link);
    await Promise.all([heard, window.page.getByLabel('What should be done?').waitFor()]);
    return window;
  }

  /** Everything that a screen reader was told since the page was loaded, each utterance by itself. */
  async heard(): Promise<readonly string[]> {
    return this.page.evaluate(() => globalThis.heard ?? []);
  }

  /** Goes to a screen by its address, as a link in the window would. */
  async show(hash: string): Promise<void> {
    await this.page.evaluate((to) => (location.hash = to), hash);
  }

  /** What axe finds wrong, as readable lines. In dark only what has to do with colour: the rest is the page that was looked at in light. */
  async axe(): Promise<string[]> {
    const { loaded, dark } = await this.page.evaluate(() => ({
      loaded: 'axe' in globalThis,
      dark: matchMedia('(prefers-color-scheme: dark)').matches,
    }));
    // Evaluated by the debugger, which the page's policy does not bind; the policy itself stays on.
    if (!loaded) await this.page.evaluate(await readFile(AXE, 'utf8'));
    const options = {
      resultTypes: ['violations'],
      // Style sheets are fetched anew for a rule alone that is not on; that is a third of the time.
      preload: { assets: ['media'] },
      ...(dark ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {}),
    };
    const { violations } = await this.page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    );
  }

  /** Takes a picture, and gives what is wrong with what it shows: what axe finds, targets too small, a page wider than the window. */
  async look(name: string): Promise<string[]> {
    await this.screenshot(name);
    const wrong = [...(await this.axe()), ...(await this.page.evaluate(smallTargets))];
    const wider = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    return wider > 0 ? [...wrong, `The page is ${wider} px wider than the window.`] : wrong;
  }

  async screenshot(name: string): Promise<void> {
    await mkdir(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  }

  /** Rejects with what the page complained about, if it did. */
  async close(): Promise<void> {
    await this.page.context().close();
    if (this.complaints.length > 0) throw new Error(`The page complained:\n${this.complaints.join('\n')}`);
  }
}

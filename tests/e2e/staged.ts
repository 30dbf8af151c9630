import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { RunView } from '../../shared/protocol/run.ts';
import { type Host, startHost } from './host.ts';
import { Stage } from './stage.ts';
import { Window, launchBrowser } from './window.ts';

/** What every test of a file has of its own: a stage, its host, and a window on it. */
export interface Staged {
  readonly browser: Browser;
  readonly stage: Stage;
  readonly host: Host;
  readonly window: Window;
  /** Puts a run on the stage and opens it. `view`: "/timeline", "/graph". */
  show(run: RunView, view?: string): Promise<void>;
}

/** Sets all of it up before each test of this file, and takes it down after. Call it once, at the top. */
export function staged(): Staged {
  let browser: Browser;
  let host: Host;
  let stage: Stage;
  let window: Window;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    stage = new Stage({ now: Date.now });
    host = await startHost(stage);
    window = await Window.open(browser, host.link());
  });
  afterEach(async () => {
    await window.close();
    await host.close();
  });
  return {
    get browser() {
      return browser;
    },
    get stage() {
      return stage;
    },
    get host() {
      return host;
    },
    get window() {
      return window;
    },
    async show(run, view = '') {
      stage.show(run);
      await window.show(`#/run/${run.id}${view}`);
    },
  };
}

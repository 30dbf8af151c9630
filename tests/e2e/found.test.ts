import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Host, startHost } from './host.ts';
import { base, step, verified } from './scene-parts.ts';
import { Stage } from './stage.ts';
import { type Size, SIZES, THEMES, Window, launchBrowser } from './window.ts';

let browser: Browser;
let host: Host;
const stage = new Stage({ now: Date.now });

beforeAll(async () => {
  browser = await launchBrowser();
  host = await startHost(stage);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

const look = (now: number) => ({
  ...base(
    'found',
    'find all PDFs in ~/Documents',
    [
      step('s1', [], {
        skill: 'files.find',
        title: 'Find *.pdf in ~/Documents and its subfolders',
        why: 'You asked for it.',
        args: { folder: '/home/a/Documents', glob: '*.pdf', recursive: true },
        risk: 'R0',
        needs: [],
        changes: [],
        undo: { possible: true, say: 'it only looks' },
        verifiedBy: 'the file system itself',
        ...verified('', now),
        evidence: [],
        outputs: { files: Array.from({ length: 55 }, (_, i) => `/home/a/Documents/Invoices of ${1970 + i}/${i}.pdf`) },
      }),
    ],
    now,
  ),
  chips: [],
  status: 'done' as const,
  sentence: 'Done: verified by the file system itself.',
  endedAt: now,
});

test.each(THEMES.flatMap((theme) => (Object.keys(SIZES) as Size[]).map((size) => ({ theme, size }))))(
  'what was found stands there, and all of it when asked for ($size, $theme)',
  { timeout: 120_000 },
  async ({ theme, size }) => {
    const window = await Window.open(browser, host.link(), size, theme);
    stage.show(look(Date.now()));
    await window.show('#/run/found');
    await window.page.getByText('55 found').first().waitFor();
    await window.screenshot(`run-found-list-${size}-${theme}`);
    if (size === 'tray') await window.page.locator('[data-step]').first().click();
    const words = window.page.getByRole('region', { name: 'What was found' });
    await words.waitFor();
    expect(await words.textContent()).toContain('~/Documents/Invoices of 1970/0.pdf');
    expect(await words.textContent()).not.toContain('54.pdf');
    await window.screenshot(`run-found-${size}-${theme}`);
    await window.page.getByRole('button', { name: 'Show all' }).click();
    await window.page.getByText('54.pdf').waitFor();
    expect(await window.axe()).toEqual([]);
    await window.close();
  },
);

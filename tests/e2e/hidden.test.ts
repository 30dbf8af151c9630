import { expect, test } from 'vitest';
import { hidden, hiddenQuestion, TURNED } from './hidden-scene.ts';
import { staged } from './staged.ts';
import { LOOKS, Window } from './window.ts';

const on = staged();

/** Every text of the page, and what it says to a screen reader and the pointer besides. */
const said = ({ page }: Window): Promise<string> =>
  page.evaluate(() =>
    [
      document.documentElement.textContent,
      ...[...document.querySelectorAll('[title], [aria-label]')].flatMap((one) => [
        one.getAttribute('title'),
        one.getAttribute('aria-label'),
      ]),
    ].join('\n'),
  );

test.each(LOOKS)(
  'what a name hides is seen wherever it stands, in %s at the size of the %s window',
  async (theme, size) => {
    const { stage, browser, host } = on;
    const window = await Window.open(browser, host.link(), size, theme);
    const { page } = window;
    const now = Date.now();
    for (const run of [
      hidden(now),
      hiddenQuestion(now),
      { ...hidden(now), id: 'hidden-done', status: 'done' as const },
    ])
      stage.show(run);
    const wrong: string[] = [];
    for (const [hash, sign] of [
      ['#/run/hidden', 'Run 1 step'],
      ['#/run/hidden/timeline', 'invoice�fdp.exe'],
      ['#/run/hidden-question', 'None of these'],
      ['#/history', 'invoice�fdp.exe'],
      ['#/', 'Under way'],
    ] as const) {
      await window.show(hash);
      await page.getByText(sign).first().waitFor();
      if (hash === '#/run/hidden') await page.locator('[data-step]').first().click();
      const all = await said(window);
      expect(all, hash).toContain('invoice�fdp.exe');
      expect(all, hash).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]/u);
      wrong.push(...(await window.look(`hidden${hash.replaceAll(/\W+/gu, '-')}-${size}-${theme}`)));
    }
    expect(wrong).toEqual([]);
    await window.close();
  },
);

test('what is answered and sent is the name itself', async () => {
  const { window, stage } = on;
  await on.show(hiddenQuestion(Date.now()));
  await window.page.getByRole('button', { name: 'pay�slip.pdf' }).click();
  await expect
    .poll(() => stage.asked)
    .toMatchObject([{ type: 'run.answer', candidateId: '~/Downloads/pay\u200Bslip.pdf' }]);
});

test('what comes later, or changes, is shown so as well', async () => {
  const { window, stage } = on;
  const run = hidden(Date.now());
  await on.show(run);
  await window.page.getByText('Run 1 step').first().waitFor();
  stage.show({ ...run, sentence: `Looking at ${TURNED}\u2067.` });
  const later = window.page.getByText('Looking at ~/Downloads/invoice�fdp.exe�.');
  await expect.poll(() => later.count()).toBeGreaterThan(0);
});

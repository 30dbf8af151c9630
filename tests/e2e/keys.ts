import type { Window } from './window.ts';

/** Presses Tab until what has the focus is called so, as someone without a pointer would. Rejects after a whole round. */
export async function tabTo({ page }: Window, name: string | RegExp): Promise<void> {
  const met: string[] = [];
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return '';
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined;
      return (element.getAttribute('aria-label') ?? label ?? element.innerText).trim();
    });
    if (typeof name === 'string' ? found === name : name.test(found)) return;
    met.push(found);
  }
  throw new Error(`Tab never came to “${name}”, only to: ${[...new Set(met)].join(' | ')}`);
}

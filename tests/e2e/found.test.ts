import { expect, test } from 'vitest';
import { base, step, verified } from './scene-parts.ts';
import { staged } from './staged.ts';
import { LOOKS, Window } from './window.ts';

const on = staged();

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

const time = (now: number) => {
  const text = 'Friday, 27 November 2026, 23:07 UTC';
  const { steps: looked, ...run } = look(now);
  const [step] = looked;
  const tell = { skill: 'clock.read', title: 'Tell the date and the time', args: {}, verifiedBy: 'the clock' };
  return {
    ...run,
    ...{ id: 'answer', goal: 'what time is it', sentence: 'Done: verified by the clock.' },
    steps: step ? [{ ...step, ...tell, outputs: { text } }] : [],
  };
};

test.each(LOOKS)('a short answer stands with the goal (%s, %s)', { timeout: 120_000 }, async (theme, size) => {
  const window = await Window.open(on.browser, on.host.link(), size, theme);
  on.stage.show(time(Date.now()));
  await window.show('#/run/answer');
  const goal = window.page.getByRole('region', { name: 'Goal' });
  await goal.getByText('Friday, 27 November 2026, 23:07 UTC').waitFor();
  await window.page.locator('[data-step]').first().getByText('23:07 UTC').waitFor();
  expect(await window.page.getByText('characters read').first().isVisible()).toBe(size !== 'tray');
  expect(await window.look(`run-answer-${size}-${theme}`)).toEqual([]);
  await window.close();
});

test.each(LOOKS)(
  'what was found stands there, and all of it when asked for (%s, %s)',
  { timeout: 120_000 },
  async (theme, size) => {
    const window = await Window.open(on.browser, on.host.link(), size, theme);
    on.stage.show(look(Date.now()));
    await window.show('#/run/found');
    await window.page.getByText('55 found').first().waitFor();
    await window.screenshot(`run-found-list-${size}-${theme}`);
    const words = window.page.getByRole('region', { name: 'What was found' });
    await words.waitFor();
    expect(await words.textContent()).toContain('~/Documents/Invoices of 1970/0.pdf');
    expect(await words.textContent()).not.toContain('54.pdf');
    await window.screenshot(`run-found-${size}-${theme}`);
    await window.page.getByRole('button', { name: 'Show all' }).click();
    await window.page.getByText('54.pdf').waitFor();
    expect(await window.axe()).toEqual([]);
    // The step itself tells the same where the card is out of sight.
    if (size === 'tray') {
      await window.page.locator('[data-step]').first().click();
      expect(await words.textContent()).toContain('~/Documents/Invoices of 1970/0.pdf');
    }
    await window.close();
  },
);

import { expect, test } from 'vitest';
import { staged } from './staged.ts';
import { askTrash, planTrash, sorted } from './warning-scenes.ts';
import { LOOKS, SIZES } from './window.ts';

const on = staged();

test(
  'what asks first is said at the button that runs the plan, also where the step itself is out of sight',
  { timeout: 120_000 },
  async () => {
    await on.show(planTrash(Date.now()));
    const { page } = on.window;
    const wrong: string[] = [];
    for (const [theme, size] of LOOKS) {
      await page.setViewportSize(SIZES[size]);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      const note = page.getByRole('region', { name: 'Before you run it' });
      await note.getByText('1 step asks you first: Put 3 files into the trash.').waitFor();
      const box = await note.boundingBox();
      expect(box && box.y + box.height).toBeLessThanOrEqual(SIZES[size].height);
      expect(await page.getByRole('button', { name: 'Run 5 steps' }).getAttribute('aria-describedby')).toBe(
        'warnings-note',
      );
      wrong.push(...(await on.window.look(`run-warned-${size}-${theme}`)));
    }
    expect(wrong).toEqual([]);
  },
);

test(
  'the step that is asked about is in sight beside the question, and the question says which it is and why',
  { timeout: 120_000 },
  async () => {
    await on.show(askTrash(Date.now()));
    const { page } = on.window;
    const wrong: string[] = [];
    for (const [theme, size] of LOOKS) {
      await page.setViewportSize(SIZES[size]);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await on.window.show('#/history');
      await on.window.show('#/run/ask-trash');
      await page.getByText('Step 5 of 5. You said “the old installers”.').waitFor();
      // Both of its lines are what the pointer would meet there: nothing covers them.
      await expect
        .poll(() =>
          page.locator('[data-step=s5]').evaluate((row) => {
            const { x, top, bottom } = row.getBoundingClientRect();
            return [top + 8, bottom - 8].every((y) => row.contains(document.elementFromPoint(x + 60, y)));
          }),
        )
        .toBe(true);
      wrong.push(...(await on.window.look(`run-asked-${size}-${theme}`)));
    }
    expect(wrong).toEqual([]);
  },
);

test(
  'a step over several files is told by their sum in the list and along the time, and each file in its detail',
  { timeout: 120_000 },
  async () => {
    await on.show(sorted(Date.now()));
    const { page } = on.window;
    const wrong: string[] = [];
    const sum = '3 of 3 files are in ~/Papers; read back';
    for (const [theme, size] of LOOKS) {
      await page.setViewportSize(SIZES[size]);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await on.window.show('#/history');
      await on.window.show('#/run/sorted');
      await page.locator('[data-step=s2]').getByText(sum).waitFor();
      await page.locator('[data-step=s2]').click();
      const detail = page.getByRole('complementary', { name: 'Details' });
      await detail.getByText('report.pdf is no longer at its old place').waitFor();
      wrong.push(...(await on.window.look(`run-sum-${size}-${theme}`)));
      await on.window.show('#/history');
      await on.window.show('#/run/sorted/timeline');
      await page.getByRole('main').getByText(sum).first().waitFor();
      wrong.push(...(await on.window.look(`run-sum-timeline-${size}-${theme}`)));
    }
    expect(wrong).toEqual([]);
  },
);

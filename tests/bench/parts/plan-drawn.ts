import type { Window } from '../../e2e/window.ts';

/** Milliseconds from Enter to the frame in which the plan's steps stand in the window, by the browser's own clock. */
export const planDrawn = async ({ page }: Window, goal: string): Promise<number> => {
  const field = page.getByLabel('What should be done?');
  await field.fill(goal);
  const drawn = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let entered = 0;
        addEventListener('keydown', ({ key }) => (entered = key === 'Enter' ? performance.now() : 0), {
          capture: true,
        });
        const look = (): void => {
          const there = document.querySelector('[aria-label="Steps"] li');
          // A frame that is asked for in the frame that draws the steps comes when these are on the screen.
          requestAnimationFrame(there ? (at) => resolve(at - entered) : look);
        };
        requestAnimationFrame(look);
      }),
  );
  await field.press('Enter');
  return drawn;
};

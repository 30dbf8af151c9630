import type { Window } from '../../e2e/window.ts';

const PATIENCE = 20_000;

/** Milliseconds from Enter to the frame in which the plan's steps stand in the window, by the browser's own clock. Rejects without. */
export const planDrawn = async ({ page }: Window, goal: string): Promise<number> => {
  const field = page.getByLabel('What should be done?');
  await field.fill(goal);
  const drawn = page.evaluate(
    (patience) =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`No plan was drawn: ${document.body.innerText}`)), patience);
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
    PATIENCE,
  );
  const [took] = await Promise.all([drawn, field.press('Enter')]);
  return took;
};

import { z } from 'zod';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { until } from './condition.ts';
import { targetOf } from './target.ts';

/** The page as the browser's accessibility tree has it, once it is loaded. */
export const loadedTitle = async (id: number, work: Work): Promise<string | null> => {
  const [page] = await work.driver.elements(id, { role: 'document web' }, work.progress);
  return page === undefined || page.name === '' || page.states.includes('busy') ? null : page.name;
};

export const pageTitle: readonly Action[] = [
  defineAction({
    skill: 'page.read-title',
    args: z.object({ window: WindowRef }),
    async perform({ window: ref }, work) {
      const { id } = await targetOf(ref, work);
      // A browser builds the tree of a page only while its window is in front.
      await work.driver.focus(id, work.progress);
      const title = await until(() => loadedTitle(id, work), 'the page to load', work);
      const window = await targetOf(ref, work);
      return {
        status: 'done',
        outputs: { title },
        evidence: [
          {
            path: 'window-system',
            say: `the window’s title is “${window.title}”`,
            holds: window.title.startsWith(title),
          },
        ],
        receipt: null,
      };
    },
  }),
];

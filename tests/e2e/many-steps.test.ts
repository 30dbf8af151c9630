import { expect, test } from 'vitest';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { base, step, verified } from './scene-parts.ts';
import { staged } from './staged.ts';

const on = staged();

const COUNT = 300;
/** Behind it as many steps as before it, and in sight in each of the views. */
const ACTING = 2;

function many(now: number): RunView {
  const steps = Array.from({ length: COUNT }, (_, i) =>
    step(`m${i}`, i === 0 ? [] : ['m0'], {
      skill: 'files.rename',
      title: `Rename IMG_${1000 + i}.jpg to holiday-${i + 1}.jpg`,
      why: 'It matches “IMG_*.jpg”.',
      ...(i < ACTING ? verified('the file is there', now - 60_000, 'filesystem') : {}),
    }),
  );
  return {
    ...base('three-hundred', 'rename them all', steps, now),
    chips: [],
    status: 'acting',
    sentence: 'Renaming.',
  };
}

declare global {
  var touched: { rows: Set<string>; changes: number } | undefined;
}

/** Runs in the page: from now on, which steps are drawn anew, and how many changes of the page that takes. */
function watch(): void {
  const seen = (globalThis.touched = { rows: new Set<string>(), changes: 0 });
  const rowOf = (node: Node): string | undefined => {
    const element = node instanceof Element ? node : node.parentElement;
    const row =
      element?.closest<HTMLElement>('.svelte-flow__node, .svelte-flow__edge, li') ??
      element?.querySelector<HTMLElement>('.svelte-flow__node, .svelte-flow__edge, li');
    return row?.dataset['id'] ?? row?.querySelector<HTMLElement>('[data-step]')?.dataset['step'];
  };
  new MutationObserver((changes) => {
    seen.changes += changes.length;
    for (const { target, addedNodes, removedNodes, type } of changes)
      for (const node of type === 'childList' ? [...addedNodes, ...removedNodes] : [target]) {
        const row = node instanceof HTMLOListElement ? undefined : rowOf(node);
        if (row !== undefined) seen.rows.add(row);
      }
  }).observe(document.querySelector('.middle') ?? document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
}

test.each(['', '/timeline', '/graph'])(
  'news of one step of 300 draws that step anew and no other (%s)',
  async (view) => {
    const run = many(Date.now());
    await on.show(run, view);
    const { page } = on.window;
    const rows = page.locator(view === '/graph' ? '.svelte-flow__node' : '[data-step]');
    await rows.nth(ACTING - 1).waitFor();
    const { steps, ...head } = run;
    const planned = steps[ACTING];
    if (!planned) throw new Error('The scene has too few steps.');
    const tell = async (sentence: string, changed: StepView): Promise<void> => {
      on.stage.emit({ type: 'step', runId: run.id, step: changed });
      on.stage.emit({ type: 'run.head', head: { ...head, sentence } });
      await page.getByText(sentence).first().waitFor();
      // What is measured by an observer of sizes is drawn in the frame after.
      for (let frames = 0; frames < 3; frames++)
        await page.evaluate(() => new Promise<unknown>((drawn) => requestAnimationFrame(drawn)));
    };
    const acting: StepView = { ...planned, status: 'acting', startedAt: Date.now() };
    await tell('Renaming the third.', acting);
    await page.evaluate(watch);
    const say = 'read from disk: the file is there';
    await tell('Renamed the third.', {
      ...acting,
      status: 'verified',
      endedAt: Date.now(),
      evidence: [{ path: 'filesystem', say, holds: true }],
    });
    const seen = await page.evaluate(() => ({
      rows: [...(globalThis.touched?.rows ?? [])],
      changes: globalThis.touched?.changes ?? -1,
    }));
    // Besides the step itself only the one that is now shown beside the list.
    const shown = steps[0]?.id ?? '';
    expect(seen.rows.filter((id) => id !== shown)).toEqual([planned.id]);
    expect(seen.changes).toBeLessThan(60);
  },
);

import type { Browser } from 'playwright-core';
import type { RunView } from '../../../shared/protocol/run.ts';
import { startHost } from '../../e2e/host.ts';
import { base, step } from '../../e2e/scene-parts.ts';
import { Stage } from '../../e2e/stage.ts';
import { Window } from '../../e2e/window.ts';
import { seeded } from './chance.ts';

/** A plan with branches that part and meet: each step rests on one or two of the last dozen before it. */
function branchingPlan(id: string, steps: number): RunView {
  const next = seeded(3);
  const before = (i: number): string => `b${Math.max(0, i - 1 - Math.floor(next() * 12))}`;
  const plan = Array.from({ length: steps }, (_, i) =>
    step(`b${i}`, i < 4 ? [] : [...new Set([before(i), ...(next() < 0.35 ? [before(i)] : [])])], {
      skill: 'files.rename',
      title: `Rename IMG_${1000 + i}.jpg`,
      why: 'It matches “IMG_*.jpg”.',
    }),
  );
  return { ...base(id, 'rename all IMG_*.jpg', plan, Date.now()), chips: [] };
}

interface Laid {
  /** Milliseconds from asking the worker to its answer: the first time, with the worker's own start, and once it runs. */
  readonly first: number;
  readonly again: number;
  /** The longest that the page's thread was held up meanwhile, in milliseconds. */
  readonly held: number;
}

/** Opens the graph of a plan and then that of another; the times are taken where the page meets its worker. */
export async function layPlans(browser: Browser, steps: number): Promise<Laid> {
  const stage = new Stage({ now: Date.now });
  const host = await startHost(stage);
  const window = await Window.open(browser, host.link());
  const { page } = window;
  try {
    stage.show(branchingPlan('first', steps));
    stage.show(branchingPlan('again', steps + 1));
    await page.evaluate(watchWorkers);
    const [first, again] = [await lay(window, 'first'), await lay(window, 'again')];
    return { first: first.took, again: again.took, held: Math.max(first.held, again.held) };
  } finally {
    await window.close();
    await host.close();
  }
}

async function lay(window: Window, id: string): Promise<{ took: number; held: number }> {
  const before = await window.page.evaluate(() => Number(document.body.dataset['layouts'] ?? 0));
  await window.show(`#/run/${id}/graph`);
  await window.page.waitForFunction((n) => Number(document.body.dataset['layouts'] ?? 0) > n, before);
  return window.page.evaluate(() => ({
    took: Number(document.body.dataset['layoutTook']),
    held: Number(document.body.dataset['layoutHeld']),
  }));
}

/** Writes on the page how long each layout took: from the question that names a graph to the next answer. */
function watchWorkers(): void {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: []): void {
    const asks = typeof message === 'object' && message !== null && ('graph' in message || 'count' in message);
    if (asks) {
      const started = performance.now();
      let [held, last, open] = [0, started, true];
      const beat = new MessageChannel();
      beat.port1.addEventListener('message', () => {
        const now = performance.now();
        held = Math.max(held, now - last);
        last = now;
        if (open) setTimeout(() => beat.port2.postMessage(0), 0);
      });
      beat.port1.start();
      beat.port2.postMessage(0);
      const answered = (): void => {
        open = false;
        this.removeEventListener('message', answered);
        const { dataset } = document.body;
        dataset['layoutTook'] = String(performance.now() - started);
        dataset['layoutHeld'] = String(held);
        dataset['layouts'] = String(Number(dataset['layouts'] ?? 0) + 1);
      };
      this.addEventListener('message', answered);
    }
    post.call(this, message, ...rest);
  };
}

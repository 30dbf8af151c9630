import { fileURLToPath } from 'node:url';
import { createDesk, type Desk } from '../desktop/goals/desk.ts';
import { startHost } from '../e2e/host.ts';
import { launchBrowser, Window } from '../e2e/window.ts';
import { firstAction } from './parts/first-action.ts';
import { npmStart } from './parts/npm-start.ts';
import { planDrawn } from './parts/plan-drawn.ts';
import { atMost, median, unbounded, type Bench } from './parts/row.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const GOAL = 'write "Buy milk: 2 l @ 1.09 € — {ok} 日本" in the text editor and save it as ~/Documents/shopping.txt';
const PLANS = 5;
const RUNS = 3;

const plansDrawn = async ({ sonny }: Desk): Promise<number[]> => {
  const host = await startHost(sonny);
  const browser = await launchBrowser();
  try {
    const times: number[] = [];
    for (let round = 0; round < PLANS; round++) {
      const window = await Window.open(browser, host.link());
      times.push(await planDrawn(window, GOAL));
      const [planned] = await sonny.dispatch({ type: 'history.list', limit: 1 });
      if (planned) await sonny.dispatch({ type: 'run.cancel', runId: planned.id });
      await window.close();
    }
    return times;
  } finally {
    await browser.close();
    await host.close();
  }
};

/** How long a person waits: for the window, for the plan, for the first action. Nothing here uses the network. */
export const run = async (): Promise<Bench> => {
  const desk = await createDesk();
  const actions: number[] = [];
  let drawn: number[];
  try {
    for (let round = 0; round < RUNS; round++) actions.push(await firstAction(desk, GOAL));
    drawn = await plansDrawn(desk);
  } finally {
    await desk.dispose();
  }
  const { ours, empty } = await npmStart(ROOT);
  const served = unbounded('ms from `npm start` to the served window', ours, empty, '`npm start` of nothing', '');
  return {
    name: 'start',
    rows: [
      atMost('ms from goal to first action, offline', median(actions), 100, 'ms'),
      atMost('ms from Enter to the plan drawn in the window', median(drawn), 250, 'ms'),
      { ...served, goal: '≤ 2000 ms', holds: ours <= 2000 },
    ],
  };
};

import { launchBrowser } from '../e2e/window.ts';
import { manyFacts } from '../fakes/many-facts.ts';
import { panGraph } from './parts/graph-window.ts';
import { layPlans } from './parts/plan-layout.ts';
import { atMost, type Bench, median, of, type Row, unbounded } from './parts/row.ts';
import { replayRows } from './replay.ts';

const NODES = 10_000;
const EDGES = 30_000;
const STEPS = 200;
/** WebGL by processor takes about a second for such a frame; only its JavaScript is looked at, and of enough frames. */
const GPU_FRAMES = 20;
const FRAMES = 40;

const beside = (row: Row, peer: number, peerName: string): Row => ({
  ...row,
  peer,
  peerName,
  ratio: Number(row.ours) / peer,
});

/** The state graph while it is panned, in real Chromium, and how long a large plan is laid out. */
export const run = async (): Promise<Bench> => {
  const browser = await launchBrowser();
  try {
    const graph = manyFacts(NODES, EDGES, Date.now());
    const floor = await panGraph(browser, graph, { gpu: false, frames: FRAMES, pan: false });
    const canvas = await panGraph(browser, graph, { gpu: false, frames: FRAMES, pan: true });
    const sigma = await panGraph(browser, graph, { gpu: true, frames: GPU_FRAMES, pan: true });
    const plans = await layPlans(browser, STEPS);
    const size = `${NODES.toLocaleString('en')} nodes and ${EDGES.toLocaleString('en')} edges`;
    const nothing = 'a frame that draws nothing';
    return {
      name: 'graph',
      rows: [
        beside(atMost(`ms of JavaScript per frame, sigma with ${size}`, sigma.script, 3, 'ms'), floor.script, nothing),
        beside(
          atMost('ms per frame while panning, plain canvas by processor', median(canvas.intervals), 100, 'ms'),
          median(floor.intervals),
          nothing,
        ),
        unbounded(
          'ms of JavaScript per frame, plain canvas',
          canvas.script,
          floor.script,
          nothing,
          'what the page does where there is no graphics card',
        ),
        of(
          'V1',
          atMost(`ms to lay out a plan of ${STEPS} steps in its worker, the first time`, plans.first, 400, 'ms'),
        ),
        of(
          'V1',
          beside(
            atMost(`ms to lay out another of ${STEPS + 1}`, plans.again, 400, 'ms'),
            plans.held,
            'the longest that the page was held up meanwhile',
          ),
        ),
        ...replayRows().map((row) => of('X1', row)),
      ],
    };
  } finally {
    await browser.close();
  }
};

import type { Browser, CDPSession } from 'playwright-core';
import type { CommandInput } from '../../../shared/protocol/commands.ts';
import type { StateGraph } from '../../../shared/protocol/knowledge.ts';
import type { ReplyOf } from '../../../shared/protocol/replies.ts';
import { pretendGpu } from '../../e2e/gpu.ts';
import { startHost } from '../../e2e/host.ts';
import { Window } from '../../e2e/window.ts';
import { FakeSonny } from '../../fakes/fake-sonny.ts';

class Knowing extends FakeSonny {
  readonly #graph: StateGraph;

  constructor(graph: StateGraph) {
    super({ now: Date.now });
    this.#graph = graph;
  }

  override async dispatch<C extends CommandInput>(command: C): Promise<ReplyOf<C['type']>> {
    return command.type === 'state.graph' ? (this.#graph as ReplyOf<C['type']>) : super.dispatch(command);
  }
}

/** Frames of a picture that is panned: what they take on the clock, and of the page's thread in its own time. */
interface Frames {
  /** Milliseconds from frame to frame, ascending. */
  readonly intervals: readonly number[];
  /** Milliseconds of JavaScript in a frame, of the processor's time. */
  readonly script: number;
}

const PATIENCE = 120_000;

/** Opens the state screen with a graph, lets `frames` frames pass while it is panned, and closes it. */
export async function panGraph(
  browser: Browser,
  graph: StateGraph,
  how: { readonly gpu: boolean; readonly frames: number; readonly pan: boolean },
): Promise<Frames> {
  const host = await startHost(new Knowing(graph));
  const window = await Window.open(browser, host.link());
  const { page } = window;
  try {
    if (how.gpu) await pretendGpu(window);
    await window.show('#/state');
    await page.locator('[data-placed]').waitFor({ timeout: PATIENCE });
    await page.waitForFunction(() => document.querySelector('[role=application] canvas'), null, { timeout: PATIENCE });
    await stillness(window);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await scriptTime(session);
    const intervals = await pan(window, how.frames, how.pan);
    const after = await scriptTime(session);
    return { intervals: intervals.toSorted((a, b) => a - b), script: ((after - before) / how.frames) * 1000 };
  } finally {
    await window.close();
    await host.close();
  }
}

async function scriptTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN;
}

/** Waits until what a first drawing takes is over: thirty frames in a row that are not slow. */
const stillness = ({ page }: Window): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let [quick, last, frames] = [0, performance.now(), 0];
        const look = (at: number): void => {
          quick = at - last < 50 ? quick + 1 : 0;
          last = at;
          frames += 1;
          if (quick >= 30 || frames > 300) resolve();
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  );

/** Drags the picture a little in every frame; without `move` only frames pass. */
const pan = ({ page }: Window, frames: number, move: boolean): Promise<number[]> =>
  page.evaluate(
    ([count, drags]) =>
      new Promise<number[]>((resolve) => {
        const picture = document.querySelector('[role=application]');
        const target = picture?.querySelector('canvas.sigma-mouse') ?? picture?.querySelector('canvas');
        const box = target?.getBoundingClientRect() ?? new DOMRect();
        const send = (type: string, at: number): void => {
          if (!drags) return;
          const place = { clientX: box.x + 200 + at * 3, clientY: box.y + 200 + at * 2, button: 0, bubbles: true };
          target?.dispatchEvent(new PointerEvent(`pointer${type}`, { ...place, pointerId: 1 }));
          target?.dispatchEvent(new MouseEvent(`mouse${type}`, place));
        };
        const intervals: number[] = [];
        let last = 0;
        send('down', 0);
        const frame = (at: number): void => {
          if (last > 0) intervals.push(at - last);
          last = at;
          send('move', intervals.length + 1);
          if (intervals.length < count) requestAnimationFrame(frame);
          else {
            send('up', intervals.length);
            resolve(intervals);
          }
        };
        requestAnimationFrame(frame);
      }),
    [frames, move] as const,
  );

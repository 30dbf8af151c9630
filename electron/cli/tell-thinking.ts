import type { ViewEvent } from '../../shared/protocol/views.ts';
import type { RunFeed } from './run-feed.ts';

/** Calls `act` once after so many milliseconds, unless the returned function is called before. */
export type After = (ms: number, act: () => void) => () => void;

type Thinking = Extract<ViewEvent, { type: 'thinking' }>;

/** How long a model may be silent until that is said, and how long until it is said again. Milliseconds. */
const FIRST = 5000;
const NEXT = 30_000;

/**
 * Says that a model is asked for a run and that it is silent, so that nobody sits before a terminal on which nothing happens. Returns how to
 * end that.
 */
export function tellThinking(feed: RunFeed, runId: string, say: (line: string) => void, after: After): () => void {
  let asked = 0;
  let open: string | null = null;
  let complained = false;
  let cancel = (): void => {};

  const wait = (model: string, ms: number, silent: number): void => {
    cancel = after(ms, () => {
      complained = true;
      const stops = 'Ctrl+C stops the run.';
      say(
        silent === 0
          ? `${model} has not answered yet. ${stops}`
          : `${model} has said nothing for ${Math.round((silent + ms) / 1000)} s. ${stops}`,
      );
      wait(model, NEXT, silent + ms);
    });
  };
  const take = ({ model, purpose, thought, answer, done }: Thinking): void => {
    if (open !== purpose) {
      open = purpose;
      complained = false;
      asked += 1;
      say(`Asking ${model}${asked > 1 ? ' again' : ''} …`);
      cancel();
      wait(model, FIRST, 0);
    }
    if (thought !== '' || answer !== '') {
      cancel();
      if (complained && !done) say(`${model} answers.`);
      complained = false;
    }
    if (!done) return;
    cancel();
    open = null;
  };
  const stop = feed.onThinking(runId, take);
  return () => {
    cancel();
    stop();
  };
}

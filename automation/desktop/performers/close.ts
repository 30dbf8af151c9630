import { z } from 'zod';
import type { Window } from '../../../shared/ports/driver.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { untilOr } from './condition.ts';
import { requireSent } from './outcome.ts';
import { answerIn, ANSWERS, cancelAll, isGone, openNow } from './question.ts';
import { targetOf } from './target.ts';

const PATIENCE_MS = 5000;
const CLOSING_MS = 1500;

/** The dialogs of the window's application, oldest first. */
const dialogsOf = async ({ id, pid }: Window, work: Work): Promise<readonly Window[]> =>
  (await work.driver.windows(work.progress)).filter((other) => other.dialog && other.pid === pid && other.id !== id);

/** Discards unsaved text where that is the question, cancels any other. */
const discardOrCancel = async (question: Window, work: Work): Promise<void> => {
  const { driver, progress } = work;
  const name = await answerIn(question, ANSWERS.discard, work);
  const sent =
    name === null
      ? await driver.press(question.id, 'Escape', progress)
      : await driver.click(question.id, { role: 'push button', name }, progress);
  if (sent.status !== 'refused') await isGone(question.id, PATIENCE_MS, work);
};

/** Several questions may stand at once: about unsaved text, and about a file that changed on the disk. */
const MOST_TRIES = 6;

/** Answers whatever stands between the window and its end; resolves to whether it is gone. */
const closeDiscarding = async (window: Window, work: Work): Promise<boolean> => {
  const look = async (): Promise<Window | 'closed' | null> =>
    (await openNow(work)).has(window.id) ? ((await dialogsOf(window, work)).at(-1) ?? null) : 'closed';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const next = await untilOr(look, CLOSING_MS, 'the window to close', work);
    if (next === 'closed') return true;
    if (next === null) await work.driver.close(window.id, work.progress);
    else await discardOrCancel(next, work);
  }
  return isGone(window.id, CLOSING_MS, work);
};

/**
 * Closes a window. When the application asks about unsaved text, that is discarded only if `discard` is true; without it
 * what the application asks now is cancelled and what stood before is left alone. Resolves to whether the window is gone.
 */
export const closeWindow = async (window: Window, discard: boolean, work: Work): Promise<boolean> => {
  const known = await openNow(work);
  requireSent(await work.driver.close(window.id, work.progress));
  if (discard) return closeDiscarding(window, work);
  await cancelAll(known, window.pid, work);
  return !(await openNow(work)).has(window.id);
};

const closing = (skill: string): Action =>
  defineAction({
    skill,
    args: z.object({ window: WindowRef }),
    async perform({ window: ref }, work) {
      const window = await targetOf(ref, work);
      if (!(await closeWindow(window, false, work)))
        throw new SonnyError('REFUSED_BY_POLICY', `“${window.title}” asks about unsaved changes, so it was left open.`);
      const say = `“${window.title}” is closed`;
      return { status: 'done', outputs: {}, evidence: [{ path: 'window-system', say, holds: true }], receipt: null };
    },
  });

export const closeWindows: readonly Action[] = [closing('app.close'), closing('window.close')];

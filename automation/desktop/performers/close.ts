import { z } from 'zod';
import type { Window } from '../../../shared/ports/driver.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { requireSent } from './outcome.ts';
import { answerIn, ANSWERS, cancelAll, isGone, openedSince, openNow } from './question.ts';
import { targetOf } from './target.ts';

const PATIENCE_MS = 5000;

/** Cancels what the application asked earlier and waits for, as about a file that changed. false: there was nothing. */
const cancelEarlier = async ({ id, pid }: Window, work: Work): Promise<boolean> => {
  const windows = await work.driver.windows(work.progress);
  const dialogs = windows.filter((other) => other.dialog && other.pid === pid && other.id !== id);
  const others = windows.filter((other) => !dialogs.includes(other));
  await cancelAll(new Set(others.map((other) => other.id)), pid, work);
  return dialogs.length > 0;
};

/** Answers the question about unsaved text. Resolves to whether it had such an answer. */
const discardText = async (question: Window, work: Work): Promise<boolean> => {
  const name = await answerIn(question, ANSWERS.discard, work);
  if (name !== null) await work.driver.click(question.id, { role: 'push button', name }, work.progress);
  return name !== null;
};

/**
 * Closes a window. When the application asks about unsaved text, that is discarded only if `discard` is true; otherwise
 * the question is cancelled and the window stays. Resolves to whether it is gone.
 */
export const closeWindow = async (window: Window, discard: boolean, work: Work): Promise<boolean> => {
  const known = await openNow(work);
  const ask = async (): Promise<Window | 'closed' | 'nothing'> => {
    const result = await work.driver.close(window.id, work.progress);
    requireSent(result);
    return result.status === 'verified' ? 'closed' : ((await openedSince(known, window.pid, work)).at(-1) ?? 'nothing');
  };
  let answer = await ask();
  if (answer === 'nothing' && discard && (await cancelEarlier(window, work))) answer = await ask();
  if (answer === 'closed') return true;
  if (answer !== 'nothing' && discard && (await discardText(answer, work))) return isGone(window.id, PATIENCE_MS, work);
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

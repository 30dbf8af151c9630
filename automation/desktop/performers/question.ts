import type { Window } from '../../../shared/ports/driver.ts';
import type { Work } from './action.ts';
import { untilOr } from './condition.ts';

/**
 * What the buttons of questions say, in the words of GTK, Qt and LibreOffice. A question in other words is not answered
 * but cancelled: guessing could lose somebody's text.
 */
export const ANSWERS = {
  discard: ["Don't Save", 'Don’t Save', 'Discard changes', 'Discard', 'Close without Saving'],
  replace: ['Replace', 'Yes', 'Overwrite'],
  /** LibreOffice, about a format that is not its own: the ending of the file's name has already decided. */
  keepFormat: /^(?:Keep Current Format|Use (?!ODF).+ Format)!?$/,
} as const;

const DISMISS_MS = 1500;

/** Windows of the same process that were not there before, topmost last: dialogs that the application opened since. */
export const openedSince = async (
  known: ReadonlySet<number>,
  pid: number | null,
  work: Work,
): Promise<readonly Window[]> =>
  (await work.driver.windows(work.progress)).filter((window) => window.pid === pid && !known.has(window.id));

/** The ids of all windows that are open now. */
export const openNow = async (work: Work): Promise<ReadonlySet<number>> =>
  new Set((await work.driver.windows(work.progress)).map(({ id }) => id));

/** The name on the question's button that fits; null: it has none. */
export const answerIn = async (
  question: Window,
  answer: readonly string[] | RegExp,
  work: Work,
): Promise<string | null> => {
  const elements = await work.driver.elements(question.id, { role: 'push button' }, work.progress);
  const fits = (name: string): boolean =>
    answer instanceof RegExp ? answer.test(name) : answer.some((word) => word.toLowerCase() === name.toLowerCase());
  return elements.map(({ name }) => name.trim()).find(fits) ?? null;
};

/** What the question says, for the person who reads why a step failed. */
export const saidBy = async (question: Window, work: Work): Promise<string> => {
  const labels = await work.driver.elements(question.id, { role: 'label' }, work.progress);
  return labels.map(({ name }) => name.trim()).find((name) => name !== '') ?? question.title;
};

/** Resolves to true once the window is gone. */
export const isGone = async (id: number, patience: number, work: Work): Promise<boolean> =>
  (await untilOr(async () => ((await openNow(work)).has(id) ? null : true), patience, 'a dialog to close', work)) ??
  false;

/** Closes all that the application asks, without answering: the newest first. */
export const cancelAll = async (known: ReadonlySet<number>, pid: number | null, work: Work): Promise<void> => {
  for (const question of (await openedSince(known, pid, work)).toReversed()) {
    if (!(await openNow(work)).has(question.id)) continue;
    await work.driver.press(question.id, 'Escape', work.progress);
    await isGone(question.id, DISMISS_MS, work);
  }
};

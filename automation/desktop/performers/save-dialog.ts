import type { Element, ElementQuery, Window } from '../../../shared/ports/driver.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Work } from './action.ts';
import { until, untilOr } from './condition.ts';
import { answerIn, ANSWERS, cancelAll, openedSince, saidBy } from './question.ts';

/** What is being saved where, and what was there before the application was asked to. */
export interface Saving {
  readonly window: Window;
  /** null: not known. */
  readonly path: string | null;
  /** true: the plan says that it replaces a file. */
  readonly replace: boolean;
  readonly known: ReadonlySet<number>;
  /** Hash of the file that is replaced; null: there is none. */
  readonly before: string | null;
}

const isField = ({ role, states }: Element): boolean =>
  (role === 'text' || role === 'entry') && states.includes('editable') && !states.includes('multi-line');

/** Every one of these dialogs opens with the name's field focused. */
const nameField = async (dialog: Window, work: Work): Promise<ElementQuery | null> => {
  const fields = (await work.driver.elements(dialog.id, {}, work.progress)).filter(isField);
  const field = fields.find(({ states }) => states.includes('focused')) ?? fields[0];
  return field === undefined ? null : { role: field.role, ...(field.name === '' ? {} : { name: field.name }) };
};

/** Answers what the application asks after the name was given. Rejects when it is not a question that the plan answers. */
const answer = async (question: Window, { path, replace }: Saving, work: Work): Promise<void> => {
  const format = await answerIn(question, ANSWERS.keepFormat, work);
  const replacing = await answerIn(question, ANSWERS.replace, work);
  if (format === null && replacing === null) throw new SonnyError('WRONG_EFFECT', await saidBy(question, work));
  if (format === null && !replace) throw new SonnyError('FILE_EXISTS', path ?? (await saidBy(question, work)));
  const button = { role: 'push button', name: format ?? replacing ?? '' };
  const { status, evidence } = await work.driver.click(question.id, button, work.progress);
  if (status === 'refused') throw new SonnyError('WRONG_EFFECT', evidence[0]?.say);
};

const REACTION_MS = 2500;

/**
 * Accepts the name by the key for the default button, as soon as that is enabled: a dialog drops what comes earlier. A click
 * would not do, since GTK ignores clicks on a button that was enabled under the pointer.
 */
const accept = async (dialog: Window, work: Work): Promise<void> => {
  const { driver, progress } = work;
  const enabled = async (): Promise<true | null> => {
    const buttons = await driver.elements(dialog.id, { role: 'push button' }, progress);
    const byDefault = buttons.filter(({ states }) => states.includes('is-default'));
    return byDefault.every(({ states }) => states.includes('sensitive')) ? true : null;
  };
  await until(enabled, 'the dialog to take the name', work);
  await driver.press(dialog.id, 'Return', progress);
};

/** Whether the dialog closed or asks something. */
const hasReacted = async (dialog: Window, { known, window }: Saving, work: Work): Promise<boolean> => {
  const look = async (): Promise<true | null> => {
    const open = await openedSince(known, window.pid, work);
    return open.length === 1 && open[0]?.id === dialog.id ? null : true;
  };
  return (await untilOr(look, REACTION_MS, 'the dialog to close', work)) ?? false;
};

/** Enters the full path, accepts, and answers what follows, until the file is written. */
const complete = async (dialog: Window, path: string, saving: Saving, work: Work): Promise<void> => {
  const field = await until(() => nameField(dialog, work), 'the name’s field', work);
  const entered = await work.driver.enterText(dialog.id, path, 'replace', field, work.progress);
  if (entered.status !== 'verified') throw new SonnyError('WRONG_EFFECT', 'The name could not be entered exactly.');
  if ((await isWritten(saving, work)) && !saving.replace) throw new SonnyError('FILE_EXISTS', path);
  do await accept(dialog, work);
  while (
    // Where a file is by now, another key could answer the question whether to replace it.
    !(await hasReacted(dialog, saving, work)) &&
    !(await isWritten(saving, work))
  );
  await settle(new Set([dialog.id]), saving, work);
};

const isWritten = async ({ path, before }: Saving, { snapshots }: Work): Promise<boolean> =>
  path === null || (await snapshots.hash(path)) !== before;

/** A document that had nothing new leaves the same bytes: then it is enough that nothing is asked for so long. */
const QUIET_MS = 1500;

/** Answers what the application asks, until nothing that it opened since is left and the file is written. */
export const settle = async (answered: Set<number>, saving: Saving, work: Work): Promise<void> => {
  let busyAt = work.clock.now();
  const isDone = async (): Promise<true | null> => {
    const open = await openedSince(saving.known, saving.window.pid, work);
    const question = open.find(({ id }) => !answered.has(id));
    if (question !== undefined) {
      answered.add(question.id);
      await answer(question, saving, work);
    }
    if (open.length > 0) {
      busyAt = work.clock.now();
      return null;
    }
    const isQuiet = saving.before !== null && work.clock.now() - busyAt >= QUIET_MS;
    return isQuiet || (await isWritten(saving, work)) ? true : null;
  };
  await until(isDone, 'the application to save', work);
};

/** Saves under a path through the application's own dialog. When that fails every dialog is cancelled before it rejects. */
export const saveThrough = async (dialog: Window, path: string, saving: Saving, work: Work): Promise<void> => {
  try {
    await complete(dialog, path, saving, work);
  } catch (thrown) {
    if (!work.progress.signal.aborted) await cancelAll(saving.known, saving.window.pid, work);
    throw thrown;
  }
};

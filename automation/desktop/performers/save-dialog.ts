import type { Element, ElementQuery, Window } from '../../../shared/ports/driver.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Work } from './action.ts';
import { until, untilOr } from './condition.ts';
import { answerIn, ANSWERS, cancelAll, openedSince, saidBy } from './question.ts';

/** What is being saved: by which application, and which windows were open before it asked for the name. */
export interface Saving {
  readonly window: Window;
  readonly path: string;
  /** true: the plan says that it replaces a file. */
  readonly replace: boolean;
  readonly known: ReadonlySet<number>;
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
  if (format === null && !replace) throw new SonnyError('FILE_EXISTS', path);
  const button = { role: 'push button', name: format ?? replacing ?? '' };
  const { status, evidence } = await work.driver.click(question.id, button, work.progress);
  if (status === 'refused') throw new SonnyError('WRONG_EFFECT', evidence[0]?.say);
};

const REACTION_MS = 2500;

/**
 * Accepts the name by the key for the default button, as soon as that is enabled: a dialog drops what comes earlier. A click
 * would not do, since GTK ignores clicks on a button that was enabled under the pointer.
 */
const accept = async (dialog: Window, { path, replace }: Saving, work: Work): Promise<void> => {
  const { driver, progress } = work;
  const enabled = async (): Promise<true | null> => {
    const buttons = await driver.elements(dialog.id, { role: 'push button' }, progress);
    return buttons.some(({ states }) => states.includes('is-default') && states.includes('sensitive')) ? true : null;
  };
  await until(enabled, 'the dialog to take the name', work);
  // A second key could answer the question about an existing file that the first one opened.
  if (!replace && (await work.snapshots.hash(path)) !== null) throw new SonnyError('FILE_EXISTS', path);
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

/** Enters the full path, accepts, and answers what follows, until all dialogs are gone. */
const complete = async (dialog: Window, saving: Saving, work: Work): Promise<void> => {
  const field = await until(() => nameField(dialog, work), 'the name’s field', work);
  const entered = await work.driver.enterText(dialog.id, saving.path, 'replace', field, work.progress);
  if (entered.status !== 'verified') throw new SonnyError('WRONG_EFFECT', 'The name could not be entered exactly.');
  do await accept(dialog, saving, work);
  while (!(await hasReacted(dialog, saving, work)));
  await settle(new Set([dialog.id]), saving, work);
};

/** Answers what the application asks, until nothing that it opened since is left. */
export const settle = async (answered: Set<number>, saving: Saving, work: Work): Promise<void> => {
  const closed = async (): Promise<true | null> => {
    const open = await openedSince(saving.known, saving.window.pid, work);
    const question = open.find(({ id }) => !answered.has(id));
    if (question === undefined) return open.length === 0 ? true : null;
    answered.add(question.id);
    await answer(question, saving, work);
    return null;
  };
  await until(closed, 'the application to save', work);
};

/** Saves under a path through the application's own dialog. When that fails every dialog is cancelled before it rejects. */
export const saveThrough = async (dialog: Window, saving: Saving, work: Work): Promise<void> => {
  try {
    await complete(dialog, saving, work);
  } catch (thrown) {
    if (!work.progress.signal.aborted) await cancelAll(saving.known, saving.window.pid, work);
    throw thrown;
  }
};

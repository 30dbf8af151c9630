import { z } from 'zod';
import type { Undone } from '../../../shared/ports/performer.ts';
import type { WindowRef } from '../../../shared/protocol/step.ts';
import { textVersion } from '../../text-version.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { SettlingOf, Work } from './action.ts';
import { kept, undone, undoneBy } from './outcome.ts';
import { findTarget, targetOf } from './target.ts';

/**
 * The window's text before and as Sonny left it; null: the window does not tell its text. Where a crash swallowed what was
 * left, `inserted` is what was being put in.
 */
export const TextChange = z.object({
  before: z.string().nullable(),
  after: z.string().nullable(),
  inserted: z.string().exactOptional(),
});
export type TextChange = z.infer<typeof TextChange>;

const sharedStart = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
};

/** Whether `now` is `before` with all of `inserted`, or the start of it, put in at one place. */
const isInsertion = (now: string, before: string, inserted: string): boolean => {
  const added = now.length - before.length;
  if (added <= 0 || added > inserted.length) return false;
  const part = inserted.slice(0, added);
  // A text that repeats itself can have been put in at several places.
  for (let at = sharedStart(before, now); at >= 0 && now.startsWith(before.slice(0, at)); at--)
    if (now.slice(at, at + added) === part && now.slice(at + added) === before.slice(at)) return true;
  return false;
};

/** Some editors end the text with a line break when they save it. */
const isAsLeft = (now: string, left: string | null): boolean => now === left || now === `${left}\n`;

/** Puts the text back, unless somebody typed since. What was saved from it is another step's to undo. */
export const restoreText = async (ref: WindowRef, change: TextChange, work: Work): Promise<Undone> => {
  const { before, after, inserted } = change;
  const { driver, progress } = work;
  if ((await findTarget(ref, work)) === null)
    return undone({
      path: 'window-system',
      say: 'The window has closed, and what was written in it is gone with it.',
      holds: true,
    });
  const now = await driver.readText(ref.id, null, progress);
  if (before === null || now === null) {
    const say = 'The window does not tell its text, so it can’t be put back.';
    return { status: 'unverified', evidence: [{ path: 'accessibility', say, holds: null }] };
  }
  if (now === before) return undone({ path: 'accessibility', say: 'The text is as it was.', holds: true });
  const isLeft =
    inserted === undefined
      ? isAsLeft(now, after)
      : isInsertion(now, before, inserted) || isInsertion(now.replace(/\n$/, ''), before, inserted);
  if (!isLeft)
    return kept(
      { path: 'accessibility', say: 'The text was changed since.', holds: false },
      {
        ...{ what: 'text', name: ref.title, choices: ['keep', 'restore'], more: [] },
        ...{ before: textVersion(before), now: textVersion(now) },
        left: after === null ? { say: 'the text that was written' } : textVersion(after),
      },
    );
  return undoneBy(await driver.enterText(ref.id, before, 'replace', null, progress));
};

/** A choice about a window's text: all of it is kept before the text from before is put back. */
export const settlingText: SettlingOf<{ readonly window: WindowRef }, TextChange> = {
  async prepare({ window }, { before }, _, work) {
    const { id } = await targetOf(window, work);
    return { before: await work.driver.readText(id, null, work.progress), after: before };
  },
  async settle({ window }, { before }, _, __, work) {
    if (before === null) throw new SonnyError('UNSUPPORTED', 'The window did not tell its text.');
    const { id } = await targetOf(window, work);
    return undoneBy(await work.driver.enterText(id, before, 'replace', null, work.progress));
  },
  takeBack: ({ window }, prepared, work) => restoreText(window, TextChange.parse(prepared), work),
};

import { z } from 'zod';
import type { Undone } from '../../../shared/ports/performer.ts';
import type { WindowRef } from '../../../shared/protocol/step.ts';
import type { Work } from './action.ts';
import { kept, undone, undoneBy } from './outcome.ts';
import { findTarget } from './target.ts';

/** The window's text before and as Sonny left it; null: the window does not tell its text. */
export const TextChange = z.object({ before: z.string().nullable(), after: z.string().nullable() });
export type TextChange = z.infer<typeof TextChange>;

/** Some editors end the text with a line break when they save it. */
const isAsLeft = (now: string, left: string | null): boolean => now === left || now === `${left}\n`;

/** Puts the text back, unless somebody typed since. What was saved from it is another step's to undo. */
export const restoreText = async (ref: WindowRef, { before, after }: TextChange, work: Work): Promise<Undone> => {
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
  if (!isAsLeft(now, after)) return kept({ path: 'accessibility', say: 'The text was changed since.', holds: false });
  return undoneBy(await driver.enterText(ref.id, before, 'replace', null, progress));
};

import { z } from 'zod';
import type { Window } from '../../../shared/ports/driver.ts';
import type { Performed } from '../../../shared/ports/performer.ts';
import { Made } from '../../settle-file.ts';
import { PREVIEW } from '../../../shared/protocol/conflict.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { until, untilOr } from './condition.ts';
import { requireSent } from './outcome.ts';
import { answerIn, ANSWERS, cancelAll, openedSince, openNow } from './question.ts';
import { isFileBack, restoreFile, settlingFile } from './saved-file.ts';
import { saveThrough, settle, type Saving } from './save-dialog.ts';
import { targetOf } from './target.ts';

const Saved = z.object({
  path: z.string(),
  snapshot: z.string().nullable(),
  sha256: z.string().nullable(),
  text: z.string().nullable().exactOptional(),
  made: Made,
});
type Saved = z.infer<typeof Saved>;

const DIALOG_MS = 5000;
/** Saving without a dialog has begun when none came for this long. */
const NO_DIALOG_MS = 700;

/** The hash of the file once it no longer changes. */
const steadyHash = async (path: string, work: Work): Promise<string> => {
  let last: string | null = null;
  const steady = async (): Promise<string | null> => {
    const previous = last;
    last = await work.snapshots.hash(path);
    return last !== null && last === previous ? last : null;
  };
  return until(steady, `${path} to be written`, work);
};

const savingOf = async (window: Window, path: string | null, replace: boolean, work: Work): Promise<Saving> => ({
  window,
  path,
  replace,
  known: await openNow(work),
  before: path !== null && replace ? await work.snapshots.hash(path) : null,
});

/** The first dialog that the application opens now; null: none came in that time. */
const dialogOf = ({ known, window }: Saving, patience: number, work: Work): Promise<Window | null> =>
  untilOr(async () => (await openedSince(known, window.pid, work)).at(-1) ?? null, patience, 'the dialog', work);

/** Keeps the file's earlier bytes, and the text that it should hold afterwards. */
const keep = async ({ id }: Window, path: string, work: Work): Promise<Saved> => ({
  path,
  snapshot: await work.snapshots.keep(path),
  sha256: null,
  text: await work.driver.readText(id, null, work.progress),
});

/** Keeps the file's earlier bytes, lets `save` act, and notes what was left there and which text it should hold. */
const keeping = async (
  window: Window,
  path: string,
  work: Work,
  prepared: Saved | null,
  save: () => Promise<void>,
): Promise<Performed> => {
  const { snapshot, text = null } = prepared ?? (await keep(window, path, work));
  await save();
  const sha256 = await steadyHash(path, work);
  const made = await work.snapshots.made(path);
  return {
    status: 'done',
    outputs: { path, ...(text === null ? {} : { text }) },
    evidence: [{ path: 'filesystem', say: `${path} was written`, holds: true }],
    receipt: {
      path,
      snapshot,
      sha256,
      ...(made ? { made } : {}),
      ...(text === null ? {} : { text: text.slice(0, PREVIEW) }),
    },
  };
};

const refuseOther = async (path: string, replace: boolean, work: Work): Promise<void> => {
  if (!replace && (await work.snapshots.hash(path)) !== null) throw new SonnyError('FILE_EXISTS', path);
};

/** Presses the chord for saving and sees it through: a dialog for the name, a question about the format, or nothing. */
const saveInPlace = async (window: Window, path: string | null, work: Work): Promise<void> => {
  const saving = await savingOf(window, path, path !== null, work);
  requireSent(await work.driver.press(window.id, 'Control+s', work.progress));
  const dialog = await dialogOf(saving, NO_DIALOG_MS, work);
  if (dialog === null || (await answerIn(dialog, ANSWERS.keepFormat, work)) !== null)
    return settle(new Set(), saving, work);
  if (path !== null) return saveThrough(dialog, path, saving, work);
  await cancelAll(saving.known, window.pid, work);
  throw new SonnyError('TARGET_MISSING', 'The document has no name yet: say where to save it.');
};

export const documentActions: readonly Action[] = [
  defineAction({
    skill: 'document.save',
    args: z.object({ window: WindowRef, path: z.string().optional() }),
    receipt: Saved.nullable(),
    prepare: async ({ window, path }, work) =>
      path === undefined ? null : keep(await targetOf(window, work), path, work),
    async perform({ window: ref, path }, work, prepared) {
      const window = await targetOf(ref, work);
      if (path !== undefined) return keeping(window, path, work, prepared, () => saveInPlace(window, path, work));
      await saveInPlace(window, null, work);
      const title = (await targetOf(ref, work)).title;
      const say = `the window’s title is “${title}”`;
      return {
        status: 'unverified',
        outputs: {},
        evidence: [{ path: 'window-system', say, holds: null }],
        receipt: null,
      };
    },
    async undo(_, saved, work) {
      if (saved !== null) return restoreFile(saved, work);
      const say = 'It was not known which file was saved, so it can’t be put back.';
      return { status: 'unverified', evidence: [{ path: 'filesystem', say, holds: null }] };
    },
    isBack: (_, saved, work) => isFileBack(saved, work),
    settling: settlingFile,
  }),
  defineAction({
    skill: 'document.save-as',
    args: z.object({ window: WindowRef, path: z.string().startsWith('/'), replace: z.boolean().optional() }),
    receipt: Saved,
    async prepare({ window, path, replace = false }, work) {
      await refuseOther(path, replace, work);
      return keep(await targetOf(window, work), path, work);
    },
    async perform({ window: ref, path, replace = false }, work, prepared) {
      const window = await targetOf(ref, work);
      await refuseOther(path, replace, work);
      return keeping(window, path, work, prepared, async () => {
        const saving = await savingOf(window, path, replace, work);
        requireSent(await work.driver.press(window.id, 'Control+Shift+s', work.progress));
        const dialog = await dialogOf(saving, DIALOG_MS, work);
        if (dialog === null)
          throw new SonnyError('WRONG_EFFECT', `“${window.title}” did not open a dialog to save in.`);
        await saveThrough(dialog, path, saving, work);
      });
    },
    undo: (_, saved, work) => restoreFile(saved, work),
    isBack: (_, saved, work) => isFileBack(saved, work),
    settling: settlingFile,
  }),
];

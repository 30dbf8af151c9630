import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { Made } from '../../settle-file.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { restoreFile, settlingFile } from './saved-file.ts';
import { targetOf } from './target.ts';

const Picture = z.object({
  path: z.string(),
  snapshot: z.string().nullable(),
  sha256: z.string().nullable(),
  made: Made,
});
type Picture = z.infer<typeof Picture>;

const foresee = (path: string | undefined, { pictures, clock }: Work): Picture => ({
  path: path ?? join(pictures, `screen-${clock.now()}.png`),
  snapshot: null,
  sha256: null,
});

const regionOf = async (window: WindowRef | undefined, work: Work) => {
  if (window === undefined) return null;
  const { id } = await targetOf(window, work);
  await work.driver.focus(id, work.progress);
  return (await targetOf(window, work)).rect;
};

/** Writes a new file; never over another one. */
const writeNew = async (path: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, bytes, { flag: 'wx' });
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') throw new SonnyError('FILE_EXISTS', path);
    if (code === 'ENOSPC') throw new SonnyError('STORE_FULL', path);
    throw new SonnyError('FILE_DENIED', path, { cause: thrown });
  }
};

export const screenActions: readonly Action[] = [
  defineAction({
    skill: 'screen.capture',
    args: z.object({ path: z.string().optional(), window: WindowRef.optional() }),
    receipt: Picture,
    prepare: async ({ path }, work) => foresee(path, work),
    async perform({ path: wanted, window }, work, prepared) {
      const region = await regionOf(window, work);
      const { bytes, width, height } = await work.driver.screenshot(region === null ? {} : { region }, work.progress);
      const { path } = prepared ?? foresee(wanted, work);
      await writeNew(path, bytes);
      const made = await work.snapshots.made(path);
      return {
        status: 'done',
        outputs: { path, width, height },
        evidence: [{ path: 'pixels', say: `a picture of ${width} × ${height} pixels`, holds: true }],
        receipt: { path, snapshot: null, sha256: await work.snapshots.hash(path), ...(made ? { made } : {}) },
      };
    },
    async undo(_, picture, work) {
      // Nobody but Sonny keeps anything among its own pictures.
      const isOwn = picture.sha256 === null && dirname(picture.path) === work.pictures;
      const sha256 = isOwn ? await work.snapshots.hash(picture.path) : picture.sha256;
      return restoreFile({ ...picture, sha256 }, work);
    },
    settling: settlingFile,
  }),
  defineAction({
    skill: 'screen.find-text',
    args: z.object({ text: z.string().min(1), window: WindowRef.optional() }),
    async perform({ text, window }, work) {
      const found = await work.driver.findText(text, await regionOf(window, work), work.progress);
      if (found.length === 0) throw new SonnyError('TARGET_MISSING', `“${text}” is not on the screen.`);
      return {
        status: 'done',
        outputs: { rects: found.map(({ rect }) => ({ ...rect })) },
        evidence: [{ path: 'pixels', say: `“${text}” is on the screen ${found.length} times`, holds: true }],
        receipt: null,
      };
    },
  }),
];

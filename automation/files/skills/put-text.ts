import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Evidence, Json, Performer } from '../../../shared/ports/performer.ts';
import type { MadeThing, Snapshots } from '../../../shared/ports/snapshots.ts';
import {
  FileChoice,
  fileConflict,
  Made,
  prepareFile,
  settleFile,
  takeBackFile,
  type LeftFile,
} from '../../settle-file.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { namedKind, withEnding } from '../../../shared/skills/file-kinds.ts';
import { hashOf, sha256Of } from '../digest.ts';
import { systemCode } from '../file-error.ts';
import { filePerformer, kept, undone } from '../file-performer.ts';
import { sayKept } from '../whose.ts';
import type { Places } from '../places.ts';
import { putFile, standingOf, type Standing } from '../put-file.ts';
import { passedOver } from '../read/document.ts';
import { textVersion } from '../../text-version.ts';

interface Putting {
  readonly path: string;
  readonly replace?: true | undefined;
}

interface Written {
  readonly text: string;
  readonly outputs?: Readonly<Record<string, Json>>;
}

/** With the hash of the text as what the step gives. */
export const withHash = (text: string): Written => ({ text, outputs: { sha256: hashOf(text) } });

interface TextSkill<A extends Putting> {
  readonly skill: string;
  readonly args: z.ZodType<A>;
  /** A file that is there is gone on with, so nothing has to say that it may be replaced: what it left, where its text is not known. */
  readonly goesOn?: string;
  /** What it left, from the text that was there before; undefined where that does not tell. */
  readonly leftOf: (args: A, before: string) => string | undefined;
  /** What is to be in the file, and what the step gives besides. `told` is called with what of its sources gave nothing. */
  readonly textOf: (args: A, signal: AbortSignal, told: (say: string) => void) => Promise<Written>;
}

/** Only a plan that nobody checked comes to this. REFUSED_BY_POLICY: nothing was touched. */
const refuseOtherKind = (path: string): void => {
  const kind = namedKind(path);
  if (kind === null) return;
  throw new SonnyError('REFUSED_BY_POLICY', `A text is no ${kind}, and ${path} would be one by its name alone.`, {
    hint: `Put the text into a text file, such as ${withEnding(path, 'txt')}.`,
  });
};

const standingAt = async (path: string): Promise<Standing | null> => {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new SonnyError('FILE_EXISTS', `${path} is not a file.`);
    return standingOf(found);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
};

const mayPut = async ({ path, replace }: Putting, place: string): Promise<Standing | null> => {
  refuseOtherKind(path);
  const standing = await standingAt(place);
  if (standing !== null && !replace) throw new SonnyError('FILE_EXISTS', path);
  return standing;
};

const Put = z.object({ path: z.string(), before: z.string().nullable(), sha256: z.string(), made: Made });
type Put = z.infer<typeof Put>;

/** Its path was real when it was written, so that it is the place where a receipt does not say more. */
const madeOf = ({ path, made }: Put): MadeThing => made ?? { place: path, stamp: null };

const fileOf = (put: Put): LeftFile => ({ path: put.path, snapshot: put.before, made: madeOf(put) });

const sayBack = ({ path, before }: { readonly path: string; readonly before: string | null }): string =>
  before === null ? `${path} is gone again.` : `${path} holds what it held before.`;

/**
 * A skill that puts a text into a file. A file at the path is FILE_EXISTS without `replace`; with it, its bytes are kept and
 * its permissions and owner stay. `goesOn`: as if it had said so.
 */
export const putsText = <A extends Putting>(own: TextSkill<A>, places: Places, snapshots: Snapshots): Performer => {
  const put = (args: A): Putting => (own.goesOn !== undefined ? { path: args.path, replace: true } : args);
  return filePerformer(places, {
    skill: own.skill,
    args: own.args,
    receipt: Put,
    async prepare(args, { signal }) {
      const place = places.content(args.path);
      const before = (await mayPut(put(args), place)) === null ? null : await snapshots.keep(place);
      return { path: place, before, sha256: hashOf((await own.textOf(args, signal, () => {})).text) };
    },
    async perform(args, { signal }, prepared) {
      const place = places.content(args.path);
      const standing = await mayPut(put(args), place);
      const evidence: Evidence[] = [];
      const { text, outputs = {} } = await own.textOf(args, signal, (say) => void evidence.push(passedOver(say)));
      // Somebody may have written to it since it was kept.
      const isKept = prepared?.path === place && (await snapshots.restore(place, prepared.before, '')) === 'undone';
      const before = isKept ? prepared.before : standing === null ? null : await snapshots.keep(place);
      await putFile(place, Buffer.from(text), standing, standing !== null);
      const made = await snapshots.made(place);
      const receipt = { path: place, before, sha256: await sha256Of(place), ...(made ? { made } : {}) };
      return { outputs, receipt, evidence };
    },
    async undo(receipt, _, __, args) {
      const { path, before, sha256 } = receipt;
      const status = await snapshots.restore(places.content(path), before, sha256, madeOf(receipt));
      if (status === 'kept') {
        const earlier = before === null ? { text: '' } : await snapshots.version(before);
        const read = own.args.safeParse(args);
        const wrote = read.success ? own.leftOf(read.data, earlier.text ?? '') : undefined;
        // Only the start of what was before may be at hand: it is shown where it is all there was, and what was left is this for certain.
        const isCertain = wrote !== undefined && hashOf(wrote) === sha256;
        const left = isCertain ? textVersion(wrote) : { say: own.goesOn ?? 'what Sonny wrote' };
        const conflict = await fileConflict(fileOf(receipt), { ...left, sha256 }, snapshots);
        return kept(sayKept(path, sha256 === conflict.now.sha256), conflict);
      }
      return undone(status === 'trashed' ? `${path} is in the trash.` : sayBack(receipt));
    },
    async back(receipt) {
      const { path, before } = receipt;
      const isBack = (await snapshots.restore(places.content(path), before, '', madeOf(receipt))) === 'undone';
      return isBack ? sayBack(receipt) : null;
    },
    settling: {
      prepare: (receipt, choice) => prepareFile(fileOf(receipt), choice, snapshots),
      settle: (receipt, _, prepared) => settleFile(fileOf(receipt), FileChoice.parse(prepared), snapshots),
      takeBack: (prepared) => takeBackFile(FileChoice.parse(prepared), snapshots),
    },
  });
};

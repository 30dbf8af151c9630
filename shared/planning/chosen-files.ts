import type { Described } from '../goals/intent.ts';
import type { Json } from '../protocol/json.ts';
import { alikeInSize, chosen, copiesAmong, exceptedNowhere } from '../skills/choosing.ts';
import type { Known } from './known.ts';
import { Refusal, Unseen } from './refusal.ts';

interface Listed {
  readonly path: string;
  readonly size: number;
  readonly changed: number;
}

/** More files than this are not held against each other. */
const MOST_COMPARED = 1000;

/** The files of a listing, as it was observed. */
export const listedIn = (files: Json | undefined): readonly Listed[] =>
  Array.isArray(files)
    ? files.flatMap((f: Json) => {
        if (f === null || typeof f !== 'object' || !('path' in f)) return [];
        const { path, size, changed } = f as Readonly<Record<string, Json>>;
        return [{ path: String(path), size: Number(size ?? 0), changed: Number(changed ?? 0) }];
      })
    : [];

const copiesOf = (files: readonly Listed[], known: Known): readonly Listed[] => {
  const alike = alikeInSize(files);
  if (alike.length > MOST_COMPARED)
    throw new Refusal('PLAN_DOES_NOT_HOLD', `${alike.length} files would have to be compared. Name a smaller folder.`);
  const seen = new Map(alike.map((file) => [file, known.look({ kind: 'file', path: file.path })]));
  if ([...seen.values()].includes(undefined)) throw new Unseen();
  const hashOf = (file: Listed): string | undefined => {
    const sha256 = seen.get(file)?.value?.['sha256'];
    return typeof sha256 === 'string' ? sha256 : undefined;
  };
  return copiesAmong(files, hashOf);
};

/**
 * The paths that are meant of a listing, as it was observed: all that were listed, or those that were chosen of them.
 * @throws Unseen when files have to be looked at to tell copies; Refusal when they are too many
 */
export const chosenFiles = (
  listed: Json | undefined,
  d: Extract<Described, { $: 'files' }>,
  known: Known,
): readonly string[] => {
  const files = listedIn(listed);
  const [nowhere] = exceptedNowhere(files, d);
  if (nowhere !== undefined)
    throw new Refusal(
      'FILE_NOT_FOUND',
      `“${nowhere}” is to be left out, and none of the files meant in ${d.folder} is called so. Look at how it is written.`,
    );
  return chosen(d.copies ? copiesOf(files, known) : files, d).map(({ path }) => path);
};

import { endingOf, FILE_KINDS } from '../../skills/file-kinds.ts';

const KINDS: Readonly<Record<string, readonly string[]>> = FILE_KINDS;

/** What comes while a file is still being loaded: left where it is. */
const UNFINISHED = ['part', 'crdownload', 'download', 'tmp'];

/** The folder that a file belongs into by its ending; null for files that are no one's or not whole yet. */
export const kindOf = (path: string): string | null => {
  const ending = endingOf(path);
  if (UNFINISHED.includes(ending)) return null;
  return Object.keys(KINDS).find((kind) => KINDS[kind]?.includes(ending)) ?? null;
};

export const KIND_NAMES: readonly string[] = Object.keys(KINDS);

import type { Known } from './known.ts';
import { Unseen } from './refusal.ts';

/** So many names are tried before none is offered. */
const MOST = 20;

/** The path with a number before its ending, as everywhere that a name is taken: `a (2).txt`. */
const numbered = (path: string, n: number): string => {
  const slash = path.lastIndexOf('/') + 1;
  const [, stem = '', ending = ''] = /^(.+?)(\.[^./]+)?$/su.exec(path.slice(slash)) ?? [];
  return `${path.slice(0, slash)}${stem} (${n})${ending}`;
};

/** A name like a path's at which nothing is; null where none is found soon. @throws Unseen */
export const freeNameLike = (path: string, known: Known): string | null => {
  for (let n = 2; n < MOST; n++) {
    const candidate = numbered(path, n);
    const seen = known.look({ kind: 'file', path: candidate });
    if (!seen) throw new Unseen();
    if (seen.value?.['exists'] === false) return candidate;
  }
  return null;
};

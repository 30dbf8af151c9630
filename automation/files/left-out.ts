import type { Evidence } from '../../shared/ports/performer.ts';
import { plural } from '../text-version.ts';

/** What is passed by where files are listed, copied or packed. */
export interface LeftOut {
  links: number;
  /** With names that are no text: no path leads to them. */
  nameless: number;
  /** Pipes, sockets and devices. */
  odd: number;
}

export const nothingLeftOut = (): LeftOut => ({ links: 0, nameless: 0, odd: 0 });

/** A name as text; null where its bytes are none, so that no path made of it would lead there. */
export const readableName = (name: Buffer): string | null => {
  const text = name.toString();
  return Buffer.from(text).equals(name) ? text : null;
};

/** What is said of it; null where nothing was left out. */
const sayLeftOut = ({ links, nameless, odd }: LeftOut): string | null => {
  const parts = [
    ...(links > 0 ? [plural(links, 'link')] : []),
    ...(nameless > 0 ? [`${plural(nameless, 'file')} whose name can’t be read`] : []),
    ...(odd > 0 ? [odd === 1 ? '1 pipe, socket or device' : `${odd} pipes, sockets or devices`] : []),
  ];
  const last = parts.pop();
  if (last === undefined) return null;
  const were = links + nameless + odd === 1 ? 'was' : 'were';
  return `${parts.length === 0 ? last : `${parts.join(', ')} and ${last}`} ${were} left out`;
};

const MOST_NAMED = 3;

/** Tells what was left out of something, and the first few of it by name. */
export const leftOutOf = (where: string, left: LeftOut, named: readonly string[] = []): Evidence[] => {
  const say = sayLeftOut(left);
  if (say === null) return [];
  const more = named.length > MOST_NAMED ? ` and ${named.length - MOST_NAMED} more` : '';
  const names = named.length === 0 ? '' : `: ${named.slice(0, MOST_NAMED).join(', ')}${more}`;
  return [{ path: 'filesystem', say: `${say} ${where}${names}.`, holds: null }];
};

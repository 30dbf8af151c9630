import { existsSync } from 'node:fs';

/** A point in time as part of a file's name: 2026-11-20T101112. */
const dated = (now: number): string => new Date(now).toISOString().slice(0, 19).replaceAll(':', '');

/** A free name beside `path` that says when it was found damaged: `journal.damaged-2026-11-20T101112.sqlite`. */
export const asideName = (path: string, now: number): string => {
  const dot = path.lastIndexOf('.');
  for (let n = 1; ; n++) {
    const aside = `${path.slice(0, dot)}.damaged-${dated(now)}${n === 1 ? '' : `-${n}`}${path.slice(dot)}`;
    if (!existsSync(aside)) return aside;
  }
};

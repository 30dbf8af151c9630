import { isRef } from '../protocol/step.ts';
import type { Json } from '../protocol/json.ts';
import type { Source } from '../symbolic/labels/source.ts';
import type { PlanArgs } from './skill.ts';

/** The string, or null where it is still a Ref. */
export const stringOf = (args: PlanArgs, name: string): string | null => {
  const value = args[name];
  return typeof value === 'string' ? value : null;
};

/** The number, or 0 where it is still a Ref. */
export const numberOf = (args: PlanArgs, name: string): number => {
  const value = args[name];
  return typeof value === 'number' ? value : 0;
};

/** The number in a sentence; a Ref's is not known yet. */
export const sayNumber = (args: PlanArgs, name: string): string =>
  typeof args[name] === 'number' ? String(args[name]) : '…';

const isString = (value: Json): value is string => typeof value === 'string';

/** The strings of a list, or null where the list is still a Ref. */
export const stringsOf = (args: PlanArgs, name: string): readonly string[] | null => {
  const value = args[name];
  if (!Array.isArray(value)) return null;
  // Nothing is copied where nothing has to be left out.
  return value.every(isString) ? value : value.filter(isString);
};

export interface Journey {
  readonly from: string;
  readonly to: string;
  /** SHA-256 (hex) of the file that went, where a performer tells it. */
  readonly sha256?: string;
  /** How many bytes it has, where it is too big for its hash to be read back. */
  readonly size?: number;
}

/** The well-formed `{ from, to }` entries of a value; a Ref has none. */
export const journeysOf = (value: Json | undefined): readonly Journey[] => {
  const journeys: Journey[] = [];
  if (!Array.isArray(value)) return journeys;
  for (const x of value) {
    if (x === null || typeof x !== 'object' || !('from' in x)) continue;
    const { from, to, sha256, size } = x as Readonly<Record<string, Json>>;
    if (typeof from !== 'string' || typeof to !== 'string') continue;
    journeys.push({
      from,
      to,
      ...(typeof sha256 === 'string' ? { sha256 } : {}),
      ...(typeof size === 'number' ? { size } : {}),
    });
  }
  return journeys;
};

/** The id of a bound window. A Ref has none, so checks ask for it only after acting. */
export const windowIdOf = (value: Json | undefined): number =>
  value !== null && typeof value === 'object' && 'id' in value && typeof value['id'] === 'number' ? value['id'] : 0;

/** The id of a bound page; none for a Ref. */
export const pageIdOf = (value: Json | undefined): string =>
  value !== null && typeof value === 'object' && 'id' in value && typeof value['id'] === 'string' ? value['id'] : '';

/** A page in a sentence: its site, or which step brings it. */
export const pageName = (value: Json | undefined): string => {
  if (isRef(value)) return `the page of step ${value.from.replace(/^s(?=\d)/, '')}`;
  return value !== null && typeof value === 'object' && 'site' in value
    ? `the page of ${String(value['site'])}`
    : 'the page';
};

/** A window in a sentence: its title or application, or which step brings it. */
export const windowName = (value: Json | undefined): string => {
  if (isRef(value)) return `the window of step ${value.from.replace(/^s(?=\d)/, '')}`;
  if (value === null || typeof value !== 'object' || !('app' in value)) return 'the window';
  const { title, app } = value as Readonly<Record<string, Json>>;
  return typeof title === 'string' && title !== '' ? `“${title}”` : String(app);
};

/** What is read in a window is anyone's. */
export const onScreen = (value: Json | undefined): Source => {
  const title = value !== null && typeof value === 'object' && 'title' in value ? value['title'] : '';
  return { kind: 'screen', of: typeof title === 'string' ? title : '' };
};

/** What is read on a page is its site's, and whoever else may write there. */
export const onSite = (value: Json | undefined): Source => {
  const site = value !== null && typeof value === 'object' && 'site' in value ? value['site'] : '';
  return { kind: 'page', of: typeof site === 'string' ? site : '' };
};

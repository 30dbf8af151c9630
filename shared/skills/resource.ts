import type { Json } from '../protocol/json.ts';
import { parentOf } from './path.ts';
import { symbolOf } from './relations.ts';
import type { Resource } from './skill.ts';

/** The desktop has one pointer, one keyboard and one focus. */
export const INPUT: Resource = { name: 'input', mode: 'write' };

export const CLIPBOARD: Resource = { name: 'clipboard', mode: 'write' };

export const reads = (resource: Resource): Resource => ({ ...resource, mode: 'read' });

export const windowResource = (window: Json | undefined): Resource => ({
  name: `window:${symbolOf(window)}`,
  mode: 'write',
});

export const pageResource = (page: Json | undefined): Resource => ({
  name: `page:${symbolOf(page)}`,
  mode: 'write',
});

/** Each path and the folder that lists it: a rename is a change of both. */
export const filesResource = (...paths: readonly (string | null)[]): readonly Resource[] => {
  const known = paths.filter((path) => path !== null);
  const names = new Set(known.flatMap((path) => [path, parentOf(path)]));
  return [...names].map((name) => ({ name: `files:${name}`, mode: 'write' }));
};

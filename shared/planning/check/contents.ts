import type { Json } from '../../protocol/json.ts';
import { Unseen } from '../refusal.ts';
import type { Ground, Sound } from './step.ts';
import { violation, type Violation } from './violation.ts';

const names = (list: Json | undefined): readonly Json[] =>
  Array.isArray(list)
    ? list.flatMap((x: Json) => (x !== null && typeof x === 'object' && 'name' in x ? [x['name'] ?? null] : []))
    : [];

/**
 * What a plan counts on to come out of an archive must be in it, as it was seen before any step.
 * @throws Unseen when it has not been looked into.
 */
export const wrongContents = (steps: readonly Sound[], { known }: Ground): Violation | null => {
  for (const { id, skill, args, title } of steps) {
    const { archive, entries } = args;
    if (skill !== 'files.unzip' || !Array.isArray(entries) || typeof archive !== 'string') continue;
    const seen = known.look({ kind: 'archive', path: archive });
    if (!seen) throw new Unseen();
    const held = new Set(names(seen.value?.['entries']));
    const missing = entries.find((entry: Json) => !held.has(entry));
    if (missing !== undefined)
      return violation('argument', id, `“${title}” counts on ${String(missing)}, which is not in that archive.`);
  }
  return null;
};

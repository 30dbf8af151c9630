import { isRef } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';
import { R } from '../../skills/relations.ts';
import { Unseen } from '../refusal.ts';
import { tilde } from '../words.ts';
import type { Necessity } from './necessity.ts';
import type { Ground, Sound } from './step.ts';
import { violation, type Violation } from './violation.ts';

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The file that a step leaves in a window, if it leaves one. */
const leftBy = ({ id, skill, args }: Sound, window: Json | undefined): Json | undefined => {
  if (skill === 'app.open') return isRef(window) && window.from === id ? args['file'] : undefined;
  return skill.startsWith('document.') && same(args['window'], window) ? args['path'] : undefined;
};

const fileOf = (window: Json | undefined, before: readonly Sound[]): Json | undefined =>
  before.map((step) => leftBy(step, window)).findLast((path) => path !== undefined);

/**
 * What planning adds of its own to arguments must be as the world is: that a file is replaced, and which file a window
 * holds. @throws Unseen when something must be looked at.
 */
export const wrongFile = (steps: readonly Sound[], necessity: Necessity, { world }: Ground): Violation | null => {
  for (const step of steps) {
    const { id, args, declared, title, place } = step;
    const path = args['path'];
    const own = step.skill === 'document.save' ? fileOf(args['window'], steps.slice(0, place)) : path;
    if (!same(own, path))
      return violation(
        'argument',
        id,
        `“${title}” names ${path === undefined ? 'no file' : String(path)}, and its window has ${own === undefined ? 'none that is known' : String(own)}.`,
      );
    if (!('replace' in declared.parameters.shape) || typeof path !== 'string') continue;
    const there = necessity.at(place, R.file(path));
    if (there.kind === 'unseen') throw new Unseen();
    const shown = tilde(path, world.home);
    if (there.kind === 'holds' && args['replace'] !== true)
      return violation('argument', id, `“${title}” would replace ${shown} without saying so.`, {
        condition: R.noFile(path),
      });
    if (there.kind !== 'holds' && args['replace'] === true)
      return violation('argument', id, `“${title}” says it replaces ${shown}, and there is no such file.`, {
        condition: R.file(path),
      });
  }
  return null;
};

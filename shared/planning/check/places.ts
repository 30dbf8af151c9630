import { sayClosed } from '../../protocol/closed.ts';
import { closedTo } from '../closed-places.ts';
import { Unseen } from '../refusal.ts';
import type { Ground, Sound } from './step.ts';
import { violation, type Violation } from './violation.ts';

/** The first step that would work in a place that is closed to Sonny. @throws Unseen when it must be asked which are. */
export const inClosedPlace = (steps: readonly Sound[], { known }: Ground): Violation | null => {
  let unseen = false;
  for (const { id, declared, args } of steps) {
    const closed = closedTo(declared, args, known);
    if (closed) return violation('place', id, sayClosed(closed), { closed });
    if (closed === undefined) unseen = true;
  }
  if (unseen) throw new Unseen();
  return null;
};

import { sayCondition } from '../../planning/words.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { StepView } from '../../protocol/step.ts';
import { keyOf } from '../../symbolic/atom.ts';
import type { ExecutionPorts } from '../ports.ts';
import { isFresh, stillHolds, type Present } from './preconditions.ts';

/** How often the world is looked at when looking itself takes so long that what was seen is too old afterwards. */
const LOOKS = 3;

/** What no look can tell has to be known still: a fact past its time is none. */
const stillKnown = ({ unseen }: Present, step: StepView, { held, home }: ExecutionPorts): void => {
  const told = new Set(step.needs.map(({ fact }) => fact));
  for (const need of unseen) {
    const standing = held?.standing({ relation: need.relation, args: need.args }) ?? 'unknown';
    const condition = `“${step.title}” needs that ${sayCondition(need, { home, apps: [] })}`;
    if (standing === 'expired') throw new SonnyError('FACT_EXPIRED', `${condition}, which was known some time ago.`);
    const isGone = told.has(keyOf(need)) && standing !== 'holds';
    if (isGone || standing === (need.negated ? 'holds' : 'denied'))
      throw new SonnyError('PLAN_CHANGED', `${condition}, which is no longer so.`);
  }
};

/**
 * What a step stands on, good at the moment this settles.
 * @param look looks at the world
 * @param before what was seen before: looked at again only when it is too old by now
 * @throws SonnyError FACT_EXPIRED, TARGET_GONE or PLAN_CHANGED; nothing was touched.
 */
export const groundOf = async (
  step: StepView,
  look: () => Promise<Present>,
  approved: string | undefined,
  ports: ExecutionPorts,
  before?: Present,
): Promise<Present> => {
  let now = before ?? (await look());
  for (let looks = 1; !isFresh(now, ports.clock.now()); looks++) {
    if (looks > LOOKS)
      throw new SonnyError('FACT_EXPIRED', `“${step.title}”: looking took longer than what was seen is good for.`);
    now = await look();
  }
  stillHolds(step, now, approved, ports.home);
  stillKnown(now, step, ports);
  return now;
};

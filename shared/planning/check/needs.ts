import { sayCondition } from '../words.ts';
import { Unseen } from '../refusal.ts';
import type { Literal } from '../../symbolic/atom.ts';
import { isFirstHand } from '../../symbolic/facts/trust.ts';
import type { WorldFacts } from '../world.ts';
import type { Necessity, Verdict } from './necessity.ts';
import type { Ground, Sound } from './step.ts';
import { violation, type Violation } from './violation.ts';

const because = (
  verdict: Exclude<Verdict, { kind: 'holds' | 'unseen' }>,
  condition: Literal,
  { held }: WorldFacts,
): string => {
  if (verdict.kind === 'threatened') return `“${verdict.by.title}” may come in between and undo that`;
  if (verdict.perhaps !== null) return `“${verdict.perhaps.title}” is not made sure to come before`;
  const said = condition.negated ? null : held?.vouches(condition);
  if (!said) return 'nothing brings it about';
  return isFirstHand(said.trust)
    ? `${said.say}, but a look at it says otherwise`
    : `that ${said.say} makes nothing possible`;
};

/** The first need that does not hold before its step in every order. @throws Unseen when something must be looked at. */
export const unmetNeed = (steps: readonly Sound[], necessity: Necessity, { world }: Ground): Violation | null => {
  let first: Violation | null = null;
  let unseen = false;
  for (const step of steps)
    for (const condition of step.declared.needs(step.args)) {
      const verdict = necessity.at(step.place, condition);
      if (verdict.kind === 'unseen') unseen = true;
      else if (verdict.kind !== 'holds')
        first ??= violation(
          'need',
          step.id,
          `“${step.title}” needs that ${sayCondition(condition, world)}, and ${because(verdict, condition, world)}.`,
          { condition },
        );
    }
  if (unseen) throw new Unseen();
  return first;
};

/** The first of these that does not hold at the end in every order. */
export const unmetAtEnd = (
  wanted: readonly { readonly literal: Literal; readonly by: Sound }[],
  end: number,
  necessity: Necessity,
  { world }: Ground,
): Violation | null => {
  for (const { literal, by } of wanted) {
    const verdict = necessity.at(end, literal);
    if (verdict.kind === 'threatened' || verdict.kind === 'unsupported')
      return violation(
        'goal',
        by.id,
        `In the end it should be so that ${sayCondition(literal, world)}, as “${by.title}” makes it, and ${because(verdict, literal, world)}.`,
        { condition: literal },
      );
  }
  return null;
};

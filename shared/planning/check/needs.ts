import { sayCondition } from '../words.ts';
import { Unseen } from '../refusal.ts';
import type { Literal } from '../../symbolic/atom.ts';
import type { Necessity } from './necessity.ts';
import type { Ground, Sound } from './step.ts';
import { because, sayUnmet, type Unmet } from './unmet.ts';
import { violation, type Violation } from './violation.ts';

/** The first need that does not hold before its step in every order. @throws Unseen when something must be looked at. */
export const unmetNeed = (steps: readonly Sound[], necessity: Necessity, ground: Ground): Violation | null => {
  let first: { readonly step: Sound; readonly condition: Literal; readonly verdict: Unmet } | null = null;
  let unseen = false;
  for (const step of steps)
    for (const condition of step.declared.needs(step.args)) {
      const verdict = necessity.at(step.place, condition);
      if (verdict.kind === 'unseen') unseen = true;
      else if (verdict.kind !== 'holds') first ??= { step, condition, verdict };
    }
  if (unseen) throw new Unseen();
  if (!first) return null;
  const { say, instead } = sayUnmet(first.step, first.condition, first.verdict, ground);
  return violation('need', first.step.id, say, { condition: first.condition, ...(instead ? { instead } : {}) });
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

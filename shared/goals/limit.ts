import type { ConstraintRule } from '../protocol/constraint.ts';
import type { Ask } from './phrase.ts';

/** A part of a goal that asks for nothing by itself: what the whole goal is held to. */
export interface Limit {
  readonly kind: 'limit';
  readonly rule: ConstraintRule;
  readonly say: string;
  /** What has to be waited for first, where it speaks of something to come. */
  readonly first: readonly Ask[];
}

export const limit = (rule: ConstraintRule, say: string, first: readonly Ask[] = []): Limit => ({
  kind: 'limit',
  rule,
  say,
  first,
});

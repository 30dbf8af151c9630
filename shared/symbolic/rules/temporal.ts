import type { ComparisonCondition, Expression } from './rule.ts';
import { usesNow } from './variables.ts';

/**
 * A comparison with the present time, turned so that `now` stands alone. `reached`: now >= bound; `passed`: now > bound;
 * `negated` turns it round. Each changes at most once as time goes on, at `bound`.
 */
export interface ClockTest {
  readonly test: 'reached' | 'passed';
  readonly negated: boolean;
  readonly bound: Expression;
}

/** `times` × now + `rest`; a null rest is 0. */
interface Linear {
  readonly times: number;
  readonly rest: Expression | null;
}

const combine = (op: '+' | '-', left: Expression | null, right: Expression | null): Expression | null => {
  if (right === null) return left;
  if (left === null && op === '+') return right;
  return { kind: 'arithmetic', op, left: left ?? { kind: 'constant', value: 0 }, right };
};

const linear = (e: Expression): Linear | null => {
  if (!usesNow(e)) return { times: 0, rest: e };
  if (e.kind !== 'arithmetic') return { times: 1, rest: null };
  if (e.op !== '+' && e.op !== '-') return null;
  const [left, right] = [linear(e.left), linear(e.right)];
  if (left === null || right === null) return null;
  const sign = e.op === '+' ? 1 : -1;
  return { times: left.times + sign * right.times, rest: combine(e.op, left.rest, right.rest) };
};

const TESTS = {
  '>=': { test: 'reached', negated: false },
  '>': { test: 'passed', negated: false },
  '<': { test: 'reached', negated: true },
  '<=': { test: 'passed', negated: true },
} as const;
const TURNED = { '>=': '<=', '>': '<', '<': '>', '<=': '>=' } as const;

/** The comparison as a test of the clock, or null where it is none that changes only once. */
export const clockTest = ({ op, left, right }: ComparisonCondition): ClockTest | null => {
  if (!(op in TESTS)) return null;
  const order = op as keyof typeof TESTS;
  const [l, r] = [linear(left), linear(right)];
  if (l === null || r === null || Math.abs(l.times - r.times) !== 1) return null;
  const later = l.times > r.times;
  const bound = later ? combine('-', r.rest, l.rest) : combine('-', l.rest, r.rest);
  return { ...TESTS[later ? order : TURNED[order]], bound: bound ?? { kind: 'constant', value: 0 } };
};

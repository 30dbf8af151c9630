import { UNITS, type ColumnType, type Comparator, type ComparisonCondition, type Expression } from '../rules/rule.ts';

const CONTRARY: Readonly<Partial<Record<Comparator, Comparator>>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

const OF_NUMBERS: Readonly<Partial<Record<Comparator, string>>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
};
const OF_TIMES: Readonly<Partial<Record<Comparator, string>>> = {
  '<': 'is before',
  '<=': 'is not after',
  '>': 'is after',
  '>=': 'is not before',
};
const OF_TEXTS: Readonly<Partial<Record<Comparator, string>>> = {
  '<': 'comes before',
  '<=': 'does not come after',
  '>': 'comes after',
  '>=': 'does not come before',
};
const INSIDE: Readonly<Partial<Record<Comparator, readonly [is: string, isNot: string]>>> = {
  contains: ['contains', 'does not contain'],
  'starts-with': ['starts with', 'does not start with'],
  'ends-with': ['ends with', 'does not end with'],
};
/** How far from each other two moments are. */
const APART: Readonly<Partial<Record<Comparator, string>>> = {
  '=': 'exactly',
  '<': 'less than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
};

const DAYS = UNITS.d;
const WORDS = [
  [DAYS, 'day'],
  [UNITS.h, 'hour'],
  [UNITS.min, 'minute'],
  [UNITS.s, 'second'],
] as const;

/** "90 days", "1.5 hours": in the largest unit that leaves little behind the point. */
export const duration = (ms: number): string => {
  const [unit, word] = WORDS.find(([size]) => Math.abs(ms) >= size && Number.isInteger((2 * ms) / size)) ??
    WORDS.find(([size]) => Math.abs(ms) >= size) ?? [1, 'millisecond'];
  const n = Number((ms / unit).toFixed(1));
  return `${n.toLocaleString('en')} ${word}${Math.abs(n) === 1 ? '' : 's'}`;
};

/** How the sides of a comparison are put into words, and what they are. */
export interface Sides {
  readonly say: (e: Expression) => string;
  readonly type: (e: Expression) => ColumnType;
}

/** The moments that a difference lies between, where it is one. */
const between = (e: Expression, { type }: Sides): readonly [later: Expression, earlier: Expression] | null =>
  e.kind === 'arithmetic' && e.op === '-' && type(e.left) === 'time' && type(e.right) === 'time'
    ? [e.left, e.right]
    : null;

/** "… is more than 90 days ago", "… is less than 2 hours from now", "… is at least 1 day after …" */
const apart = (op: Comparator, [later, earlier]: readonly [Expression, Expression], by: Expression, sides: Sides) => {
  const how = APART[op];
  const span = by.kind === 'constant' && typeof by.value === 'number' ? duration(by.value) : null;
  if (how === undefined || span === null) return null;
  if (later.kind === 'now') return `${sides.say(earlier)} is ${how} ${span} ago`;
  if (earlier.kind === 'now') return `${sides.say(later)} is ${how} ${span} from now`;
  return `${sides.say(later)} is ${how} ${span} after ${sides.say(earlier)}`;
};

/** A comparison in words, or its contrary. */
export const sayComparison = (
  { op: asked, left, right }: ComparisonCondition,
  isMet: boolean,
  sides: Sides,
): string => {
  const inside = INSIDE[asked];
  if (inside) return `${sides.say(left)} ${inside[isMet ? 0 : 1]} ${sides.say(right)}`;
  const op = isMet ? asked : (CONTRARY[asked] ?? asked);
  const moments = between(left, sides);
  const said = moments && apart(op, moments, right, sides);
  if (said) return said;
  const types = [sides.type(left), sides.type(right)];
  const words = types.includes('time') ? OF_TIMES[op] : types.includes('text') ? OF_TEXTS[op] : undefined;
  const order = words !== undefined && types.includes('text') ? ' in the alphabet' : '';
  return `${sides.say(left)} ${words ?? OF_NUMBERS[op] ?? op} ${sides.say(right)}${order}`;
};

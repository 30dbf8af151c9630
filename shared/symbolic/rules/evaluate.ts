import type { Term } from '../atom.ts';
import type { Comparator, Expression, Operator } from './rule.ts';

const arithmetic = (op: Operator, a: number, b: number): number => {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case 'mod':
      return a - b * Math.floor(a / b);
  }
};

/** The expression's value, or undefined where it has none: a variable without value, no number, no finite result. */
export const evaluate = (e: Expression, valueOf: (name: string) => Term | undefined, now: number): Term | undefined => {
  switch (e.kind) {
    case 'constant':
      return e.value;
    case 'variable':
      return valueOf(e.name);
    case 'now':
      return now;
    case 'arithmetic': {
      const [a, b] = [evaluate(e.left, valueOf, now), evaluate(e.right, valueOf, now)];
      if (typeof a !== 'number' || typeof b !== 'number') return undefined;
      const value = arithmetic(e.op, a, b);
      // Without -0: it is the same number as 0.
      return Number.isFinite(value) ? value + 0 : undefined;
    }
  }
};

/** Does the comparison hold? Terms of two types are unequal and have no order; texts are ordered by code units. */
export const compare = (op: Comparator, a: Term, b: Term): boolean => {
  if (op === '=') return a === b;
  if (op === '!=') return a !== b;
  if (typeof a !== typeof b || typeof a === 'boolean') return false;
  switch (op) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case 'contains':
      return typeof a === 'string' && a.includes(String(b));
    case 'starts-with':
      return typeof a === 'string' && a.startsWith(String(b));
    case 'ends-with':
      return typeof a === 'string' && a.endsWith(String(b));
  }
};

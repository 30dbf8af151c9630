import type { AggregateFunction } from '../rules/rule.ts';

/** Sums are added in ascending order, so that they do not depend on the order in which facts came. */
const total = (values: readonly number[]): number => {
  const ordered = values.every(Number.isSafeInteger) ? values : values.toSorted((a, b) => a - b);
  return ordered.reduce((sum, value) => sum + value, 0);
};

/** The function's value over these numbers; not finite where it has none. */
export const aggregateOf = (name: AggregateFunction, values: readonly number[]): number => {
  switch (name) {
    case 'count':
      return values.length;
    case 'sum':
      return total(values);
    case 'min':
      return values.reduce((a, b) => Math.min(a, b), Infinity);
    case 'max':
      return values.reduce((a, b) => Math.max(a, b), -Infinity);
  }
};

import type { Term } from '../atom.ts';
import { compare, evaluate } from '../rules/evaluate.ts';
import type { Expression } from '../rules/rule.ts';
import type { CoreComparison } from './core.ts';
import type { Frame } from './frame.ts';
import type { Terms } from './terms.ts';

/** The expression as a function of the registers. `now` is no part of it any more: rules with it were taken apart. */
export const valueIn = (frame: Frame, terms: Terms, e: Expression): (() => Term | undefined) => {
  if (e.kind === 'constant') return () => e.value;
  if (e.kind === 'variable') {
    const register = frame.register(e.name);
    return () => terms.term(frame.registers[register] as number);
  }
  const valueOf = (name: string): Term => terms.term(frame.registers[frame.register(name)] as number);
  return () => evaluate(e, valueOf, NaN);
};

export const testIn = (frame: Frame, terms: Terms, { op, left, right }: CoreComparison): (() => boolean) => {
  const [l, r] = [valueIn(frame, terms, left), valueIn(frame, terms, right)];
  return () => {
    const [a, b] = [l(), r()];
    return a !== undefined && b !== undefined && compare(op, a, b);
  };
};

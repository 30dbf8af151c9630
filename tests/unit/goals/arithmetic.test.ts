import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dividesByZero, evaluate, isExpression } from '../../../shared/goals/arithmetic.ts';

test.each([
  ['12.5*8', '100'],
  ['0.1+0.2', '0.3'],
  ['2+3*4', '14'],
  ['(2+3)*4', '20'],
  ['2-3-4', '-5'],
  ['100/8/2', '6.25'],
  ['.5*.5', '0.25'],
  ['((1+2))*(3-4)', '-3'],
  ['1/3', null],
  ['1/0', null],
  ['99999999999*1', null],
  ['5', null],
  ['2+', null],
  ['(2+3', null],
  [')2+3(', null],
  ['1.2.3+1', null],
])('%s is %s', (keys, result) => expect(evaluate(keys)).toBe(result));

test.each([
  ['1/0', true],
  ['1/(3-3)+2', true],
  ['2*(5/0.0)', true],
  ['0/5', false],
  ['1/3', false],
  ['1/(1/3-1/3)', false],
  ['5', false],
])('%s divides by zero: %j', (keys, does) => expect(dividesByZero(keys)).toBe(does));

test('whole numbers come out as JavaScript has them', () => {
  const number = fc.integer({ min: 0, max: 9999 });
  fc.assert(
    fc.property(
      number,
      fc.constantFrom('+', '-', '*'),
      number,
      fc.constantFrom('+', '-', '*'),
      number,
      (a, o, b, p, c) => {
        const keys = `${a}${o}${b}${p}${c}`;
        const value = Number(new Function(`return ${keys}`)());
        expect(isExpression(keys)).toBe(true);
        expect(evaluate(keys)).toBe(String(Math.abs(value)).length <= 10 ? String(value) : null);
      },
    ),
  );
});

import { asks, inApp, refused, type Row } from './expected.ts';
import { galculator } from './machine.ts';

const sum = (keys: string, expect?: string) =>
  asks([
    'element.press-all',
    { window: inApp(galculator), names: [...`${keys}=`], ...(expect === undefined ? {} : { expect }) },
  ]);

/** What is to be worked out. */
export const sumRows: readonly Row[] = [
  ['calculate 17 % of 2,450.50', sum('2450.50*17/100', '416.585')],
  ['calculate 17% of 2450', sum('2450*17/100', '416.5')],
  ['calculate 1,000,000 / 4', sum('1000000/4', '250000')],
  ['calculate 1,234.5 plus 2', sum('1234.5+2', '1236.5')],
  ['calculate 2^10', sum('(2*2*2*2*2*2*2*2*2*2)', '1024')],
  ['calculate 1.5 ^ 2', sum('(1.5*1.5)', '2.25')],
  ['calculate (1+2)^2 + 1', sum('((1+2)*(1+2))+1', '10')],
  ['calculate 10 - 3^2', sum('10-(3*3)', '1')],
];

/** Without a verb: nothing may come before or after them. */
export const bareSumRows: readonly Row[] = [
  ['12*7', sum('12*7', '84')],
  ['2+2?', sum('2+2', '4')],
  ['12 times 7', sum('12*7', '84')],
  ['  = (2+3) × 4', sum('(2+3)*4', '20')],
  ['17% of 2450', sum('2450*17/100', '416.5')],
  ['15 percent of 80 =', sum('80*15/100', '12')],
  ['17 % of 2,450.50', sum('2450.50*17/100', '416.585')],
  ['2^10', sum('(2*2*2*2*2*2*2*2*2*2)', '1024')],
  ['12*7 in the calculator', sum('12*7', '84')],
];

export const sumRefused: readonly Row[] = [
  // Two thousand to some, two and a little to others.
  ['calculate 2,450 + 1', refused('Did you mean “calculate 2450 + 1” or “calculate 2.450 + 1”?')],
  ['17% of 2,450', refused('Did you mean “calculate 17% of 2450” or “calculate 17% of 2.450”?')],
  ['calculate 12,5 × 8', refused('Did you mean “calculate 12.5 × 8”?')],
  ['1/0', refused('it divides by zero')],
  // A day and a number to call look like sums: they are offered as such, and nothing is done.
  ['2024-05-01', refused('Did you mean “calculate 2024-05-01”?')],
  ['01/02/2025', refused('Did you mean “calculate 01/02/2025”?')],
  ['030-1234567', refused('Did you mean')],
  ['12*7 and delete ~/a.txt', refused('I don’t understand')],
  ['12', refused('I don’t understand')],
  ['10:30', refused('I don’t understand')],
  ['calculate 2^0.5', refused('I don’t understand')],
  ['calculate 2^3^2', refused('I don’t understand')],
  ['calculate 2^99', refused('I don’t understand')],
];

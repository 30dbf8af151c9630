import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../shared/goals/arithmetic.ts';
import { readGoal } from '../../../shared/goals/read.ts';
import { HOME, machine } from './machine.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const argsOf = (goal: string, now = machine.now): Readonly<Record<string, unknown>> | null => {
  const reading = readGoal(goal, { ...machine, now });
  return reading.kind === 'understood' ? (reading.intents[0]?.args ?? null) : null;
};

/** Any moment of many years, in whose calendar a goal is read. */
const moment = fc.date({ min: new Date(2001, 0, 1), max: new Date(2088, 11, 31), noInvalidDate: true });

describe('a month and a year', () => {
  test('are the days that are of them, whenever it is read', () => {
    fc.assert(
      fc.property(
        moment,
        fc.nat(11),
        fc.integer({ min: 1980, max: 2099 }),
        fc.integer({ min: -40, max: 70 }),
        (at, month, year, days) => {
          const args = argsOf(`find PDFs from ${MONTHS[month] ?? ''} ${year} in ~/Documents`, at.getTime());
          const { after, before } = args as { after: number; before: number };
          const day = new Date(year, month, 1 + days, 12);
          const isIn = day.getTime() >= after && day.getTime() < before;
          expect(isIn).toBe(day.getFullYear() === year && day.getMonth() === month);
        },
      ),
    );
  });

  test('without its year is one that has begun, and no longer ago than a year', () => {
    fc.assert(
      fc.property(moment, fc.nat(11), (at, month) => {
        const { after, before } = argsOf(`find PDFs from ${MONTHS[month] ?? ''} in ~/Documents`, at.getTime()) as {
          after: number;
          before: number;
        };
        expect(new Date(after).getMonth()).toBe(month);
        expect(after).toBeLessThanOrEqual(at.getTime());
        expect(before).toBeGreaterThan(at.getTime() - 366 * 24 * 3_600_000);
      }),
    );
  });

  test('last month ends where this month begins, and both lie in their years', () => {
    fc.assert(
      fc.property(moment, (at) => {
        const [last, now, year, past] = ['last month', 'this month', 'this year', 'last year'].map(
          (words) =>
            argsOf(`find PDFs from ${words} in ~/Documents`, at.getTime()) as { after: number; before: number },
        );
        expect(last?.before).toBe(now?.after);
        expect(past?.before).toBe(year?.after);
        expect(now?.after).toBeLessThanOrEqual(at.getTime());
        expect(now?.before).toBeGreaterThan(at.getTime());
        expect(year?.before).toBeGreaterThanOrEqual(now?.before ?? 0);
      }),
    );
  });
});

describe('a number', () => {
  const keysOf = (goal: string): { keys: string; expect: unknown } | null => {
    const args = argsOf(goal);
    return args === null ? null : { keys: (args['names'] as string[]).join(''), expect: args['expect'] };
  };
  const grouped = (n: number): string => n.toString().replace(/\B(?=(\d{3})+$)/gu, ',');

  test('with its thousands set apart is what it is without, where it can be nothing else', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.nat(99), (n, cents) => {
        const figures = `${n}.${cents.toString().padStart(2, '0')}`;
        const said = keysOf(`calculate ${grouped(n)}.${cents.toString().padStart(2, '0')} + 1`);
        expect(said).toEqual(keysOf(`calculate ${figures} + 1`));
      }),
    );
  });

  test('with one comma and nothing else is never worked out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.nat(999), (a, b) => {
        expect(keysOf(`calculate ${a},${b.toString().padStart(3, '0')} * 2`)).toBeNull();
      }),
    );
  });

  test('to a small power is as many times itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 12 }), (base, power) => {
        const said = keysOf(`calculate ${base}^${power} + 0`);
        const expected = evaluate(Array.from({ length: power }, () => base).join('*') + (power === 1 ? '+0' : ''));
        expect(said?.expect ?? null).toBe(expected);
      }),
    );
  });

  test('is worked out without a verb as with it, and the plan says that it is', () => {
    const sums = fc
      .array(
        fc.tuple(fc.constantFrom('+', ' - ', '*', ' × ', ' / ', ' plus ', ' times '), fc.integer({ min: 1, max: 999 })),
        {
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((parts) => parts.map(([sign, n]) => sign + n).join(''));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), sums, (first, rest) => {
        const goal = `${first}${rest}`;
        const reading = readGoal(goal, machine);
        expect(keysOf(goal)).toEqual(keysOf(`calculate ${goal}`));
        expect(reading.readAs).toEqual({ text: `calculate ${goal}`, words: [goal] });
        expect(reading.chips).toMatchObject([{ start: 0, end: goal.length }]);
      }),
    );
  });

  test('of a hundred is its share, however that is said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 99_999 }), (share, of) => {
        const exact = evaluate(`${of}*${share}/100`);
        for (const words of [`${share}%`, `${share} %`, `${share} percent`, `${share} per cent`])
          expect(keysOf(`calculate ${words} of ${of}`)).toMatchObject({ expect: exact });
      }),
    );
  });
});

describe('an address of a file', () => {
  test('is the path that it says, and what it would hide stays as it is written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
        (parts) => {
          const names = parts.map((part) => part.replaceAll('/', '_'));
          fc.pre(names.every((name) => name !== '.' && name !== '..' && name === name.toWellFormed()));
          const path = `${HOME}/${names.join('/')}/a.txt`;
          const address = `file://${HOME}/${names.map(encodeURIComponent).join('/')}/a.txt`;
          const said = argsOf(`read ${address}`);
          const isPlain = !/[\p{Cc}\p{Cf}]/u.test(path);
          // Some of what `encodeURIComponent` leaves ends a path in a goal; then it is not read as one.
          if (said !== null && isPlain) expect(said['path']).toBe(path);
          expect(JSON.stringify(said)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        },
      ),
    );
  });
});

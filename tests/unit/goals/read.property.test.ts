import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../shared/goals/intent.ts';
import { readGoal } from '../../../shared/goals/read.ts';
import { crowded, machine } from './machine.ts';
import { TABLE } from './table.ts';

/** Words of the grammar and of nobody, so that random goals go deep into it. */
const pieces = fc.constantFrom(
  ...(
    'open write close move copy rename delete zip unzip find save tile press click calculate wait read take replace put and then in into to as with the a all it them ' +
    'Mousepad calculator text editor window files PDFs folder left right ~/a.txt ~/Downloads *.pdf "x" "~/a b" https://example.org 12.5 × 8 = Ctrl+S OK , ; . : ( { never only'
  ).split(' '),
  '\n',
  '\u202E',
  '日本',
  "'",
  '“',
);
const goal = fc.oneof(
  fc.array(pieces, { maxLength: 300 }).map((all) => all.join(' ')),
  fc.string({ unit: 'binary', maxLength: 2000 }),
  fc.string({ unit: 'grapheme', maxLength: 2000 }),
);

const skillsOf = (reading: Reading): readonly string[] =>
  reading.kind === 'understood' ? reading.intents.map((i) => i.skill) : [reading.kind];

/** Words that say how things belong together, which chips need not name. */
const SMALL = new Set(
  'and then finally also up in into to on of from with as at by for the a an it its is me please could you thanks until in front using just let s right now'.split(
    ' ',
  ),
);

const textOf = (text: string, context = machine): unknown => {
  const reading = readGoal(text, context);
  return reading.kind === 'understood' ? reading.intents[0]?.args['text'] : reading;
};

describe('any goal', () => {
  test('is answered without a throw, with chips inside the text that do not overlap', () => {
    fc.assert(
      fc.property(goal, fc.constantFrom(machine, crowded), (text, context) => {
        const { chips } = readGoal(text, context);
        let end = 0;
        for (const chip of chips) {
          expect(chip.start).toBeGreaterThanOrEqual(end);
          expect(chip.end).toBeGreaterThan(chip.start);
          end = chip.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 200 },
    );
  }, 30_000);

  test('of 2 KB is read in less than 200 ms', () => {
    fc.assert(
      fc.property(goal, (text) => {
        // Time of the processor, and the better of two: what else goes on in the process only adds.
        const times = [0, 1].map(() => {
          const before = process.cpuUsage();
          readGoal(text, machine);
          return process.cpuUsage(before).user / 1000;
        });
        expect(Math.min(...times)).toBeLessThan(200);
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  test('is read the same way every time', () => {
    fc.assert(
      fc.property(goal, (text) => {
        expect(readGoal(text, machine)).toEqual(readGoal(text, machine));
      }),
      { numRuns: 50 },
    );
  }, 30_000);

  test('made of understood goals is understood, part by part, and its chips leave only small words out', () => {
    // A backslash before a closing mark escapes it as soon as another mark follows in the goal.
    const whole = TABLE.valid
      .filter(([text]) => !text.includes('\\'))
      // What is asked on another machine is not understood on this one.
      .filter(([, answer, context]) => 'asks' in answer && context === undefined)
      .map(([text]) => text.replace(/[.?!]$/u, ''));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...whole), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' and then ', ', then ', '; ', '\n', '. '),
        (parts, joint) => {
          const text = parts.join(joint);
          const reading = readGoal(text, machine);
          expect(skillsOf(reading)).toEqual(parts.flatMap((part) => skillsOf(readGoal(part, machine))));
          const rest = [...reading.chips]
            .reverse()
            .reduce((left, chip) => left.slice(0, chip.start) + left.slice(chip.end), text);
          expect(rest.toLowerCase().match(/[\p{L}\p{N}~/]+/gu) ?? []).toSatisfy((words: string[]) =>
            words.every((w) => SMALL.has(w)),
          );
        },
      ),
      { numRuns: 200 },
    );
  }, 30_000);
});

describe('quoted text', () => {
  const content = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  );

  test('comes through verbatim in straight marks', () => {
    fc.assert(
      fc.property(content, (text) => {
        fc.pre(!text.includes('"'));
        expect(textOf(`write "${text}" in Mousepad`)).toBe(text);
      }),
    );
  });

  test('comes through verbatim with its marks escaped', () => {
    fc.assert(
      fc.property(content, (text) => {
        fc.pre(!text.includes('\\'));
        expect(textOf(`write "${text.replaceAll('"', '\\"')}" in Mousepad`)).toBe(text);
      }),
    );
  });

  test.each([
    ['“', '”'],
    ['«', '»'],
    ['`', '`'],
  ])('comes through verbatim in %s…%s', (open, close) => {
    fc.assert(
      fc.property(content, (text) => {
        fc.pre(!text.includes(open) && !text.includes(close));
        expect(textOf(`write ${open}${text}${close} in Mousepad`)).toBe(text);
      }),
    );
  });

  test('is never read as more of the goal', () => {
    fc.assert(
      fc.property(goal, (text) => {
        fc.pre(!text.includes('"') && text !== '');
        const reading = readGoal(`write "${text}" in Mousepad`, machine);
        expect(reading.kind === 'understood' && reading.intents.map((i) => i.skill)).toEqual(['text.write']);
      }),
      { numRuns: 200 },
    );
  });
});

test.each([
  ['one word', 'a'],
  ['one clause again and again', 'open Mousepad and '],
  ['apostrophes', "'a "],
  ['full stops', '.'],
  ['paths', '~/a, '],
  ['open quotations', '“'],
  ['names of nothing', 'open foo bar baz and '],
])('32,000 characters of %s are read at once', (_, piece) => {
  readGoal('warm up', machine);
  const before = process.cpuUsage();
  readGoal(`zip ${piece.repeat(32_000 / piece.length)}`, machine);
  readGoal(piece.repeat(32_000 / piece.length), machine);
  // Far more than it takes, far less than a quadratic reading would.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(4000);
});

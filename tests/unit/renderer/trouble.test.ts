import { expect, test } from 'vitest';
import { CLASS_OF, TROUBLE, troubleOf } from '../../../renderer/words/trouble.ts';
import { ERRORS, type ErrorCode } from '../../../shared/protocol/errors.ts';

const CODES = Object.keys(ERRORS) as ErrorCode[];

test.each(CODES)('%s has words and between two and four choices', (code) => {
  const { heading, think, choices } = troubleOf({ code });
  expect(heading).toMatch(/^[A-Z][^.!]+$/);
  expect(think).toMatch(/^[A-Z].+\.$/);
  expect(choices.length).toBeGreaterThanOrEqual(2);
  expect(choices.length).toBeLessThanOrEqual(4);
  expect(new Set(choices).size).toBe(choices.length);
  expect(choices).toContain('goal');
});

test('no class is without a code, and no code without a class', () => {
  expect(new Set(Object.values(CLASS_OF))).toEqual(new Set(Object.keys(TROUBLE)));
  expect(Object.keys(CLASS_OF).sort()).toEqual([...CODES].sort());
});

test.each(['WRONG_EFFECT', 'DEADLINE', 'NOT_RESPONDING', 'INTERRUPTED', 'DRIVER_DOWN', 'INTERNAL'] as const)(
  'after %s something may have happened, so undo comes before another try',
  (code) => {
    const { choices } = troubleOf({ code });
    expect(choices.indexOf('undo')).toBeLessThan(choices.indexOf('retry'));
  },
);

test.each(['TARGET_GONE', 'REFUSED_BY_POLICY', 'UNSUPPORTED'] as const)(
  'after %s the same step can’t do better, so it is not offered again',
  (code) => {
    expect(troubleOf({ code }).choices).not.toContain('retry');
  },
);

test('a dialog in the way is what the card is about, whatever the step failed with', () => {
  const { heading, choices } = troubleOf({ code: 'DEADLINE', inTheWay: '“Save changes?” of Mousepad is in the way.' });
  expect(heading).toBe('A dialog is in the way');
  expect(choices.indexOf('undo')).toBeLessThan(choices.indexOf('retry'));
});

import { describe, expect, test } from 'vitest';
import { add, NONE, sentence, tally } from '../../../build/suite/tally.mjs';

const report = (
  passed: number,
  failed: number,
  pending: number,
  testResults: { status: string; assertionResults: unknown[] }[] = [],
) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: 1,
  testResults,
});

describe('the counts that npm test ends with', () => {
  test('are the runner’s own', () => {
    expect(tally(report(5, 0, 2), 0)).toEqual({ passed: 5, failed: 0, skipped: 3 });
    expect(tally(report(5, 2, 0), 1)).toEqual({ passed: 5, failed: 2, skipped: 1 });
  });

  test('a file that could not be loaded is a failure', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    expect(tally(report(5, 0, 0, [unloaded]), 1).failed).toBe(1);
  });

  test('a runner that died, or failed outside any test, is a failure', () => {
    expect(tally(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(tally(report(5, 0, 0), 1).failed).toBe(1);
  });

  test('are summed and said in one line', () => {
    const total = add(add(NONE, tally(report(3, 0, 0), 0)), tally(report(4, 1, 1), 1));
    expect(sentence(total)).toBe('7 passed, 1 failed, 3 skipped');
  });
});

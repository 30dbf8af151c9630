import { describe, expect, test } from 'vitest';
import { readGoal } from '../../../shared/goals/read.ts';
import { machine } from './machine.ts';

describe('a goal that goes against what it is to be kept to', () => {
  test.each([
    [
      'email anna@example.org about x, never e-mail anyone',
      'email anna@example.org about x',
      '“email anna@example.org about x” would break “never e-mail anyone”: it sends an e-mail.',
    ],
    [
      'send an e-mail to anna@example.org, never e-mail anyone',
      'send an e-mail to anna@example.org',
      '“send an e-mail to anna@example.org” would break “never e-mail anyone”: it sends an e-mail.',
    ],
    [
      'never e-mail anyone: e-mail Anna the report',
      'e-mail Anna the report',
      '“e-mail Anna the report” would break “never e-mail anyone”: it sends an e-mail.',
    ],
    [
      'move ~/a.txt to ~/Papers and email it to Anna, without emailing anybody',
      'email it to Anna',
      '“email it to Anna” would break “never e-mail anyone”: it sends an e-mail.',
    ],
    [
      'buy a book without spending any money',
      'buy a book',
      '“buy a book” would break “spend nothing”: it costs money.',
    ],
  ])('%s: names both, and nobody else is asked', (goal, part, say) => {
    const reading = readGoal(goal, machine);
    expect(reading).toMatchObject({
      kind: 'not-understood',
      flaw: true,
      never: 'against',
      trouble: say,
      suggestions: [],
    });
    const chip = (kind: string): string | undefined => {
      const found = reading.chips.find((one) => one.kind === kind);
      return found && goal.slice(found.start, found.end);
    };
    expect(chip('unknown')).toBe(part);
  });

  test.each([
    // What is kept to is understood: it is not what is in the way.
    ['book a flight, never e-mail anyone', 'Sonny has no skill that buys, orders or books anything.'],
    ['read my inbox, never e-mail anyone', 'Sonny has no skill that sends or reads e-mail.'],
    ['frobnicate the gizmo, never e-mail anyone', 'I don’t understand “frobnicate the gizmo” offline.'],
    ['email Anna, keep the originals', 'Sonny has no skill that sends or reads e-mail.'],
    ['frobnicate "email anna", never e-mail anyone', 'I don’t understand “frobnicate "email anna"” offline.'],
  ])('%s: only what is not understood is said to be', (goal, say) => {
    const reading = readGoal(goal, machine);
    expect(reading).toMatchObject({ kind: 'not-understood' });
    expect(reading.kind === 'not-understood' && reading.trouble).toContain(say);
    expect('never' in reading).toBe(false);
    expect(reading.chips.find(({ kind }) => kind === 'constraint')).toBeDefined();
  });
});

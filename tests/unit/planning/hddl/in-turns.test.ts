import { expect, it } from 'vitest';
import { inTurns, type Way } from '../../../../shared/planning/hddl/in-turns.ts';
import type { Tried } from '../../../../shared/planning/hddl/plan.ts';

const PLAN: Tried = { tasks: [], roots: [] };

/** Ways that take a tenth of the time for each turn and end as they are told; after the last they have nothing to say, unless that ended them. */
const solved = (...all: readonly { readonly weight?: number; readonly ends: readonly Tried[] }[]) => {
  let tenths = 0;
  const had: number[] = [];
  const ways = all.map(({ weight = 1, ends }, number): Way => {
    const left = [...ends];
    let last: Tried = null;
    return {
      by: number === 0 ? 'decomposing' : 'searching',
      weight,
      turn: () => {
        had.push(number);
        tenths += 1;
        return (last = left.shift() ?? null);
      },
      isOver: () => last === 'done' || last === 'too-large',
    };
  });
  return { found: inTurns(ways, () => tenths / 10), had };
};

it('the plan of one way is told with the way, and nobody has a turn after it', () => {
  expect(solved({ ends: [] }, { ends: [null, PLAN] })).toEqual({
    found: { kind: 'plan', plan: PLAN, by: 'searching' },
    had: [0, 1, 0, 1],
  });
});

it('each has as much of the time as its weight says', () => {
  const { had } = solved({ weight: 4, ends: [] }, { weight: 1, ends: [] });
  expect(had.filter((number) => number === 1)).toHaveLength(2);
});

it('what one way proves ends all', () => {
  expect(solved({ ends: [] }, { ends: ['impossible'] }).found).toEqual({ kind: 'none', because: 'impossible' });
});

it('too large for one way and out of time in another is out of time', () => {
  expect(solved({ ends: [] }, { ends: ['too-large'] }).found).toEqual({ kind: 'none', because: 'time' });
});

it.each([
  ['too large for all', { ends: ['too-large'] as const }],
  ['done within the bounds of the other', { ends: ['done'] as const }],
])('too large for one way and %s is too large', (_, other) => {
  expect(solved(other, { ends: [null, 'too-large'] }).found).toEqual({ kind: 'none', because: 'too-large' });
});

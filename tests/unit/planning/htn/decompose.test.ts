import { describe, expect, it } from 'vitest';
import { decompose, type TaskWorld } from '../../../../shared/planning/htn/decompose.ts';

type Ways = Readonly<Record<string, readonly (readonly [method: string, ...tasks: string[]])[]>>;

/** Tasks are words; a primitive one needs and makes words true, at a cost. */
const worldOf = (
  ways: Ways,
  actions: Readonly<Record<string, { needs?: string; gives?: string; cost?: number }>>,
): TaskWorld<string, string> & { looked: number } => {
  let state: readonly string[] = [];
  const moments: (readonly string[])[] = [];
  const world = {
    looked: 0,
    keyOf: (task: string) => task,
    ways: (task: string) => {
      world.looked += 1;
      return ways[task]?.map(([method, ...tasks]) => ({ method, tasks })) ?? null;
    },
    perform: (task: string) => {
      const { needs, gives, cost = 1 } = actions[task] ?? { needs: 'nothing like it' };
      if (needs !== undefined && !state.includes(needs)) return null;
      if (gives !== undefined && !state.includes(gives)) state = [...state, gives];
      return { steps: [task], cost };
    },
    stateKey: () => state.join(),
    mark: () => moments.push(state) - 1,
    back: (to: number) => void (state = moments[to] ?? []),
    isEnd: () => true,
  };
  return world;
};
const BUDGET = { nodes: 10_000, depth: 50 };

describe('decomposing', () => {
  it('takes the first way that holds, and goes back where a later task fails', () => {
    const world = worldOf(
      {
        trip: [
          ['by-taxi', 'call', 'pay'],
          ['on-foot', 'walk'],
        ],
      },
      { call: {}, pay: { needs: 'money' }, walk: {} },
    );
    expect(decompose(['trip'], world, BUDGET)).toMatchObject({
      kind: 'plan',
      steps: ['walk'],
      decisions: [
        { task: 'trip', method: 'on-foot', parts: 1 },
        { task: 'walk', method: null, steps: 1 },
      ],
    });
  });

  it('of two ways that hold takes the one with less against it, when it is to be the cheapest', () => {
    const ways: Ways = {
      clear: [
        ['for-good', 'delete'],
        ['to-come-back', 'pack', 'move'],
      ],
    };
    const actions = { delete: { cost: 300 }, pack: { cost: 3 }, move: { cost: 3 } };
    const cheap = decompose(['clear'], worldOf(ways, actions), { ...BUDGET, cheapest: true });
    expect(cheap).toMatchObject({ kind: 'plan', steps: ['pack', 'move'], cost: 6 });
    expect(decompose(['clear'], worldOf(ways, actions), BUDGET)).toMatchObject({ steps: ['delete'] });
  });

  it('ends where methods come back to themselves without a change', () => {
    const world = worldOf(
      {
        a: [
          ['again', 'b'],
          ['out', 'leave'],
        ],
        b: [['back', 'a']],
      },
      { leave: {} },
    );
    expect(decompose(['a'], world, BUDGET)).toMatchObject({ kind: 'plan', steps: ['leave'] });
    expect(world.looked).toBeLessThan(20);
    const caught = worldOf({ a: [['again', 'b']], b: [['back', 'a']] }, {});
    expect(decompose(['a'], caught, BUDGET)).toMatchObject({ kind: 'none', because: 'impossible' });
  });

  it('gives the longest beginning and the task it stopped at when there is no plan', () => {
    const world = worldOf({ all: [['way', 'one', 'two', 'three']] }, { one: {}, two: {}, three: { needs: 'luck' } });
    expect(decompose(['all'], world, BUDGET)).toEqual({
      kind: 'none',
      partial: ['one', 'two'],
      open: 'three',
      because: 'impossible',
    });
  });

  it('stops at its budgets and when it is told to', () => {
    const endless: Ways = { more: [['more', 'step', 'more']] };
    const deep = { nodes: 1000, depth: 1e9 };
    const counting = worldOf(endless, { step: {} });
    let count = 0;
    const growing = { ...counting, stateKey: () => String(count++) };
    const few = { nodes: 1e6, depth: 50 };
    expect(decompose(['more'], growing, few)).toMatchObject({ kind: 'none', because: 'depth' });
    expect(decompose(['more'], growing, deep)).toMatchObject({ kind: 'none', because: 'nodes' });
    const told = { ...deep, nodes: 1e9, shouldStop: () => true };
    expect(decompose(['more'], growing, told)).toMatchObject({ kind: 'none', because: 'stopped' });
  });
});

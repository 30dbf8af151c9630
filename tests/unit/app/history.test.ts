import { expect, test } from 'vitest';
import { history } from '../../../shared/app/history.ts';
import type { Runs } from '../../../shared/execution/runs.ts';
import type { RunState } from '../../../shared/execution/state.ts';
import { SCENES } from '../../e2e/scenes.ts';

const all = ['one', 'two', 'three'].map((word, i) => ({
  ...SCENES.done(1000 - i),
  id: word,
  goal: `write ${word} on Monday`,
}));
const runs: Pick<Runs, 'newest'> = {
  newest: (limit, before = Infinity) =>
    all
      .filter(({ createdAt }) => createdAt < before)
      .slice(0, limit)
      .map((view) => ({ view }) as unknown as RunState),
};
const found = (...asked: [number, number?, string?]): readonly string[] => history(runs, ...asked).map(({ id }) => id);

test('the newest runs are told, as many as are asked for, and those before a moment', () => {
  expect(found(2)).toEqual(['one', 'two']);
  expect(found(2, all[0]?.createdAt)).toEqual(['two', 'three']);
});

test('a search looks for all words in goals, ends and steps, past those that do not have them', () => {
  expect(found(1, undefined, 'monday THREE')).toEqual(['three']);
  expect(found(5, undefined, all[0]?.steps[0]?.title)).toHaveLength(3);
  expect(found(5, undefined, 'two tuesday')).toEqual([]);
});

import type { Network } from './model.ts';

/**
 * The orders that a network's tasks may be done in, as indices; the one nearest to how they are written comes first. Tasks of
 * different methods are not interleaved.
 */
export function* linearisations({ tasks, order }: Network): Generator<readonly number[]> {
  if (order === 'total') {
    yield [...tasks.keys()];
    return;
  }
  const at = new Map(tasks.map(({ id }, i) => [id, i]));
  const after = tasks.map((): number[] => []);
  for (const [first, second] of order) after[at.get(second) ?? -1]?.push(at.get(first) ?? -1);
  const chosen: number[] = [];
  const extend = function* (): Generator<readonly number[]> {
    if (chosen.length === tasks.length) {
      yield [...chosen];
      return;
    }
    for (const i of tasks.keys()) {
      if (chosen.includes(i) || !after[i]!.every((first) => chosen.includes(first))) continue;
      chosen.push(i);
      yield* extend();
      chosen.pop();
    }
  };
  yield* extend();
}

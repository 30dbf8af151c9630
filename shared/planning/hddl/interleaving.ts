import type { Domain, Network, Problem } from '../htn/model.ts';

/** Pairs of parts of which neither comes before the other. */
function* unordered({ tasks, order }: Network): Generator<readonly [number, number]> {
  if (order === 'total') return;
  const after = tasks.map(({ id }) => new Set(order.flatMap(([first, second]) => (first === id ? [second] : []))));
  for (let grown = true; grown;) {
    grown = false;
    for (const later of after)
      for (const [at, { id }] of tasks.entries()) {
        if (id === null || !later.has(id)) continue;
        const before = later.size;
        for (const further of after[at]!) later.add(further);
        grown ||= later.size > before;
      }
  }
  const isBefore = (a: number, b: number): boolean => tasks[b]!.id !== null && after[a]!.has(tasks[b]!.id);
  for (let a = 0; a < tasks.length; a++)
    for (let b = a + 1; b < tasks.length; b++) if (!isBefore(a, b) && !isBefore(b, a)) yield [a, b];
}

/**
 * Whether a part of one task may come between parts of another: what is looked for does one task after another, so where none is
 * found that way there may still be a plan.
 */
export const mayInterleave = ({ tasks, methods }: Domain, { network }: Problem): boolean => {
  const compound = new Set(tasks.map(({ name }) => name));
  return [network, ...methods.map((method) => method.network)].some((one) => {
    for (const pair of unordered(one)) if (pair.some((at) => compound.has(one.tasks[at]!.call.name))) return true;
    return false;
  });
};

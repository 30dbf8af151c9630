import type { HddlPlan, Tried } from './plan.ts';

export type HddlSolution =
  | { readonly kind: 'plan'; readonly plan: HddlPlan; readonly by: 'decomposing' | 'searching' }
  /**
   * `impossible`: it was proved that there is no plan; `interleaving`: there is none that does one task after another, as all plans that
   * are looked for do; `time`: it was up while something was left to try; `too-large`: nothing was, for each way came to its bounds.
   */
  | { readonly kind: 'none'; readonly because: 'impossible' | 'interleaving' | 'time' | 'too-large' };

/** A way of planning that takes turns with others. */
export interface Way {
  readonly by: 'decomposing' | 'searching';
  /** How much of the time it has, beside the others. */
  readonly weight: number;
  /** Has its next turn. */
  readonly turn: () => Tried;
  /** Whether nothing is left to try. */
  readonly isOver: () => boolean;
}

/**
 * Lets ways of planning take turns until one has the answer: the next turn is always that of the way which had the least of its share.
 * @param spent how much of the time was used up; 1 is all of it
 */
export const inTurns = (ways: readonly Way[], spent: () => number): HddlSolution => {
  const all = ways.map((way) => ({ way, used: 0 }));
  while (spent() < 1) {
    const [first, ...others] = all.filter(({ way }) => !way.isOver());
    if (!first) return { kind: 'none', because: 'too-large' };
    const next = others.reduce(
      (least, other) => (other.used / other.way.weight < least.used / least.way.weight ? other : least),
      first,
    );
    const from = spent();
    const tried = next.way.turn();
    if (tried === 'impossible') return { kind: 'none', because: 'impossible' };
    if (tried && typeof tried === 'object') return { kind: 'plan', plan: tried, by: next.way.by };
    next.used += spent() - from;
  }
  return { kind: 'none', because: ways.every((way) => way.isOver()) ? 'too-large' : 'time' };
};

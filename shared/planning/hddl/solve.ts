import { decompose, type DecomposeBudget } from '../htn/decompose.ts';
import { TooManyAlternatives } from './conjunctions.ts';
import { mayInterleave } from './interleaving.ts';
import { LiftedWorld, type GroundCall, type HddlStep } from './lifted-world.ts';
import type { Domain, Problem } from '../htn/model.ts';
import { ownVariables } from './own-variables.ts';
import { LevelSearch } from './level-search.ts';
import { LevelTurns } from './level-turns.ts';
import { NetworkRun } from './network-run.ts';
import { planOf, type HddlPlan, type Tried } from './plan.ts';
import { pullUp } from './pull-up.ts';

export interface HddlOptions {
  /** How long it may take, in milliseconds of `now`. */
  readonly limit: number;
  readonly now: () => number;
}

export type HddlSolution =
  | { readonly kind: 'plan'; readonly plan: HddlPlan; readonly by: 'decomposing' | 'searching' }
  /**
   * `impossible`: it was proved that there is no plan; `interleaving`: there is none that does one task after another, as all plans that
   * are looked for do.
   */
  | { readonly kind: 'none'; readonly because: 'impossible' | 'interleaving' | 'time' | 'too-large' };

/** With more tasks looked at than this, what was met takes more memory than there is. */
const NODES = 2_000_000;
interface Round extends Pick<DecomposeBudget, 'depth' | 'lastPartsFree' | 'withoutRepeats'> {
  /** How much of the time it has, beside the others. */
  readonly weight: number;
}
/** Ways of decomposing: shallow plans are the usual ones, and the shorter; the last can tell that there is none. */
const ROUNDS: readonly Round[] = [
  { depth: 12, withoutRepeats: true, weight: 1 },
  { depth: 60, withoutRepeats: true, weight: 1 },
  { depth: 1000, lastPartsFree: true, withoutRepeats: true, weight: 2 },
  { depth: 1000, lastPartsFree: true, weight: 1 },
];
/** Levels of the stack that the search is given. */
const LEVELS = [3, 5, 8, 12, 18, 28];
/** The share of the time that a weight of decomposing has at first. It doubles each turn, for each begins anew. */
const FIRST_SHARE = 0.01;
/** The share that a search has each turn. */
const SLICE = 0.05;
/** How much of the time each way has beside the others. */
const WEIGHTS = { decomposing: 2, network: 5, levels: 6 };

/** A way of planning that takes turns with others. */
interface Way {
  readonly weight: number;
  /** Has its next turn. */
  readonly turn: () => HddlSolution | null;
  /** Whether nothing is left to try. */
  readonly isOver: () => boolean;
}

const decomposed = (domain: Domain, problem: Problem, round: Round, shouldStop: () => boolean): Tried => {
  const world = new LiftedWorld(domain, problem);
  const found = decompose<GroundCall, HddlStep>([world.top], world, { ...round, nodes: NODES, shouldStop });
  if (found.kind === 'none')
    return found.because === 'impossible' ? 'impossible' : found.because === 'stopped' ? null : 'done';
  return planOf(found.decisions, ({ name, args }) => ({ name, args: args.map((a) => world.objects.names[a] ?? '') }));
};

/**
 * Solves a problem of tasks in three ways: by decomposing in the methods' own order, which most domains are written for; by searching over the
 * tasks that are left to do, where all that can be of use can be written out; and by the search over a stack of tasks, whose levels
 * grow until a plan fits. The next turn is always that of the way which had the least of its share. Decomposing begins anew each time and has
 * twice as long, the searches go on where they were. After the first turn the deepest ways of decomposing come before the others: the
 * shallow ones have had their chance.
 */
export const solveHddl = (domain: Domain, problem: Problem, options: HddlOptions): HddlSolution => {
  try {
    const found = inTurns(domain, problem, options);
    return found.kind === 'none' && found.because === 'impossible' && mayInterleave(domain, problem)
      ? { kind: 'none', because: 'interleaving' }
      : found;
  } catch (thrown) {
    if (thrown instanceof TooManyAlternatives) return { kind: 'none', because: 'too-large' };
    throw thrown;
  }
};

const inTurns = (givenDomain: Domain, givenProblem: Problem, { limit, now }: HddlOptions): HddlSolution => {
  const begun = now();
  const spent = (): number => (now() - begun) / limit;
  const own = ownVariables(givenDomain, givenProblem);
  const { problem } = own;
  const domain = pullUp(own.domain);
  const rounds = new Set(ROUNDS);
  const isUp = (): boolean => spent() >= 1;
  const levels = new LevelTurns(LEVELS.map((number) => new LevelSearch(domain, problem, number, isUp)));
  let network: NetworkRun | null = new NetworkRun(domain, problem, isUp);
  let tooLarge = false;
  let turns = 0;

  const ended = (tried: Tried, by: 'decomposing' | 'searching'): HddlSolution | null => {
    if (tried === 'impossible') return { kind: 'none', because: 'impossible' };
    if (tried === 'too-large') tooLarge = true;
    return tried && typeof tried === 'object' ? { kind: 'plan', plan: tried, by } : null;
  };
  const decomposing = (): HddlSolution | null => {
    for (const round of turns === 0 ? [...rounds] : [...rounds].toReversed()) {
      const end = Math.min(1, spent() + FIRST_SHARE * round.weight * 2 ** turns);
      const tried = decomposed(domain, problem, round, () => spent() > end);
      if (tried === 'done') rounds.delete(round);
      const found = ended(tried, 'decomposing');
      if (found) return found;
    }
    turns += 1;
    return null;
  };
  const progressing = (): HddlSolution | null => {
    const end = spent() + SLICE;
    const tried = network?.goOn(() => spent() > end) ?? null;
    if (tried === 'done' || tried === 'too-large') network = null;
    return ended(tried, 'searching');
  };
  const stacking = (): HddlSolution | null => {
    const end = spent() + SLICE;
    return ended(
      levels.goOn(() => spent() > end),
      'searching',
    );
  };
  const ways: readonly (Way & { used: number })[] = [
    { weight: WEIGHTS.decomposing, turn: decomposing, isOver: () => rounds.size === 0, used: 0 },
    { weight: WEIGHTS.network, turn: progressing, isOver: () => network === null, used: 0 },
    { weight: WEIGHTS.levels, turn: stacking, isOver: () => levels.areOver, used: 0 },
  ];
  while (!isUp()) {
    const [first, ...others] = ways.filter((way) => !way.isOver());
    if (!first) break;
    const next = others.reduce(
      (least, way) => (way.used / way.weight < least.used / least.weight ? way : least),
      first,
    );
    const from = spent();
    const found = next.turn();
    if (found) return found;
    next.used += spent() - from;
  }
  return { kind: 'none', because: tooLarge ? 'too-large' : 'time' };
};

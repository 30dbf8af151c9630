import { decompose, type DecomposeBudget } from '../htn/decompose.ts';
import { TooManyAlternatives } from './conjunctions.ts';
import { LiftedWorld, type GroundCall, type HddlStep } from './lifted-world.ts';
import type { Domain, Problem } from '../htn/model.ts';
import { ownVariables } from './own-variables.ts';
import { LevelSearch } from './level-search.ts';
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
  | { readonly kind: 'none'; readonly because: 'impossible' | 'time' | 'too-large' };

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
/** Shares of the time that each way has at first; they double: a weight of decomposing, the search over tasks, all levels of a stack. */
const FIRST_SHARE = 0.01;
const NETWORK_SHARE = 0.06;
const LEVELS_SHARE = 0.03;
/** What the levels have where too much would have to be written out for the search over tasks. */
const LEVELS_ALONE = 0.12;
/** The share of what is left to the levels that each number of them has; the last has all of it. */
const LEVEL_SHARE = 0.5;

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
 * grow until a plan fits. They take turns that double: decomposing each time from its beginning, the searches from where they
 * were. After the first turn the search over tasks comes first, and the deepest ways of decomposing before the others: the shallow ones have
 * had their chance.
 */
export const solveHddl = (domain: Domain, problem: Problem, options: HddlOptions): HddlSolution => {
  try {
    return inTurns(domain, problem, options);
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
  let searches = LEVELS.map((levels) => new LevelSearch(domain, problem, levels, () => spent() >= 1));
  let network: NetworkRun | null = new NetworkRun(domain, problem, () => spent() >= 1);
  let tooLarge = false;

  const decomposing = (turn: number): HddlSolution | null => {
    for (const round of turn === 1 ? [...rounds] : [...rounds].toReversed()) {
      const end = spent() + FIRST_SHARE * round.weight * turn;
      const tried = decomposed(domain, problem, round, () => spent() > Math.min(1, end));
      if (tried === 'impossible') return { kind: 'none', because: 'impossible' };
      if (tried === 'done') rounds.delete(round);
      else if (tried === 'too-large') tooLarge = true;
      else if (tried) return { kind: 'plan', plan: tried, by: 'decomposing' };
    }
    return null;
  };
  const progressing = (turn: number): HddlSolution | null => {
    const end = Math.min(1, spent() + NETWORK_SHARE * turn);
    const tried = network?.goOn(() => spent() > end) ?? null;
    if (tried === 'impossible') return { kind: 'none', because: 'impossible' };
    if (tried === 'too-large') tooLarge = true;
    if (tried === 'done' || tried === 'too-large') network = null;
    else if (tried) return { kind: 'plan', plan: tried, by: 'searching' };
    return null;
  };
  const stacking = (turn: number): HddlSolution | null => {
    const from = spent();
    const share =
      rounds.size === 0 && !network ? 1 - from : Math.min(1 - from, (network ? LEVELS_SHARE : LEVELS_ALONE) * turn);
    for (const search of searches) {
      const left = from + share - spent();
      const end = spent() + (search === searches.at(-1) ? left : left * LEVEL_SHARE);
      const tried = search.goOn(() => spent() > end);
      if (tried === 'done') searches = searches.filter((other) => other !== search);
      else if (tried === 'too-large') {
        tooLarge = true;
        searches = searches.filter(({ levels }) => levels < search.levels);
        break;
      } else if (tried && tried !== 'impossible') return { kind: 'plan', plan: tried, by: 'searching' };
    }
    return null;
  };
  for (let turn = 1; spent() < 1 && rounds.size + searches.length + (network ? 1 : 0) > 0; turn *= 2) {
    const ways = turn === 1 ? [decomposing, progressing, stacking] : [progressing, decomposing, stacking];
    for (const way of ways) {
      const found = way(turn);
      if (found) return found;
    }
  }
  return { kind: 'none', because: tooLarge ? 'too-large' : 'time' };
};

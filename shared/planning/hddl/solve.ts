import { decompose, type DecomposeBudget } from '../htn/decompose.ts';
import { solve } from '../search/solve.ts';
import { TooManyAlternatives } from './conjunctions.ts';
import { LiftedWorld, type GroundCall, type HddlStep } from './lifted-world.ts';
import type { Domain, Problem } from './model.ts';
import { planOf, type HddlPlan } from './plan.ts';
import { pullUp } from './pull-up.ts';
import { toSearch } from './to-search.ts';

export interface HddlOptions {
  /** How long it may take, in milliseconds of `now`. */
  readonly limit: number;
  readonly now: () => number;
}

export type HddlSolution =
  | { readonly kind: 'plan'; readonly plan: HddlPlan; readonly by: 'decomposing' | 'searching' }
  | { readonly kind: 'none'; readonly because: 'impossible' | 'time' | 'too-large' };

const NODES = 1e9;
/** What decomposing is allowed, one after another: shallow plans are the usual ones. */
const ROUNDS: readonly Pick<DecomposeBudget, 'depth' | 'lastPartsFree' | 'withoutRepeats'>[] = [
  { depth: 7, withoutRepeats: true },
  { depth: 12, withoutRepeats: true },
  { depth: 12 },
  { depth: 60, withoutRepeats: true },
  { depth: 60 },
  { depth: 1000, withoutRepeats: true },
  { depth: 1000, lastPartsFree: true },
];
/** Levels of the stack that the search is given, one after another. */
const LEVELS = [3, 5, 8, 12, 18, 28];
/** The share of what is left of the time that each number of levels is given; the last has all of it. */
const SHARE = 0.5;
/** The share of the time that is given to decomposing without a heuristic, and of that to each round. */
const BLIND = 0.35;
/** Each level multiplies what there is to look at: more than this would not be searched in time, and takes gigabytes. */
const MOST_ATOMS = 300_000;
const MOST_OPERATORS = 300_000;

const decomposed = (
  domain: Domain,
  problem: Problem,
  round: (typeof ROUNDS)[number],
  shouldStop: () => boolean,
): HddlPlan | 'impossible' | null => {
  const world = new LiftedWorld(domain, problem);
  const found = decompose<GroundCall, HddlStep>([world.top], world, { ...round, nodes: NODES, shouldStop });
  if (found.kind === 'none') return found.because === 'impossible' ? 'impossible' : null;
  return planOf(found.decisions, ({ name, args }) => ({ name, args: args.map((a) => world.objects.names[a] ?? '') }));
};

/**
 * Solves a problem of tasks: by decomposing in the methods' own order, which most domains are written for, then by the search
 * over a stack of tasks, whose levels grow until a plan fits.
 */
export const solveHddl = (domain: Domain, problem: Problem, { limit, now }: HddlOptions): HddlSolution => {
  const begun = now();
  const until = (share: number) => () => now() - begun > limit * share;
  const ready = pullUp(domain);
  for (const [i, round] of ROUNDS.entries()) {
    const plan = decomposed(ready, problem, round, until((BLIND * (i + 1)) / ROUNDS.length));
    if (plan === 'impossible') return { kind: 'none', because: 'impossible' };
    if (plan) return { kind: 'plan', plan, by: 'decomposing' };
  }
  let tooLarge = false;
  for (const [i, levels] of LEVELS.entries()) {
    const spent = (now() - begun) / limit;
    const share = i === LEVELS.length - 1 ? 1 : spent + (1 - spent) * SHARE;
    const found = searched(ready, problem, levels, until(share));
    if (found === 'too-large') tooLarge = true;
    else if (found) return { kind: 'plan', plan: found, by: 'searching' };
    if (until(1)() || tooLarge) break;
  }
  return { kind: 'none', because: tooLarge ? 'too-large' : 'time' };
};

const searched = (
  domain: Domain,
  problem: Problem,
  levels: number,
  shouldStop: () => boolean,
): HddlPlan | 'too-large' | null => {
  try {
    const { task, planFrom } = toSearch(domain, problem, levels);
    const found = solve(task, { shouldStop, maxAtoms: MOST_ATOMS, maxOperators: MOST_OPERATORS });
    if (found.kind === 'plan') return planFrom(found.steps);
    return found.kind === 'unfinished' && found.reason === 'too-large' ? 'too-large' : null;
  } catch (thrown) {
    if (thrown instanceof TooManyAlternatives) return 'too-large';
    throw thrown;
  }
};

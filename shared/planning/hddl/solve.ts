import { decompose, type DecomposeBudget } from '../htn/decompose.ts';
import { solve } from '../search/solve.ts';
import { TooManyAlternatives } from './conjunctions.ts';
import { LiftedWorld, type GroundCall, type HddlStep } from './lifted-world.ts';
import type { Domain, Problem } from '../htn/model.ts';
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

/** With more tasks looked at than this, what was met takes more memory than there is. */
const NODES = 2_000_000;
/** Ways of decomposing: shallow plans are the usual ones. */
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
/** The share of the time that a way of decomposing has at first, and all levels of the search together; both double. */
const FIRST_SHARE = 0.015;
const SEARCH_SHARE = 0.08;
/** The share of what is left to the search that each number of levels has; the last has all of it. */
const LEVEL_SHARE = 0.5;
/** Each level multiplies what there is to look at: more than this would not be searched in time, and takes gigabytes. */
const MOST_ATOMS = 300_000;
const MOST_OPERATORS = 300_000;

/** A plan; that there is none at all, or none within the bounds of this way; null: it was ended by time. */
type Tried = HddlPlan | 'impossible' | 'done' | 'too-large' | null;

const decomposed = (
  domain: Domain,
  problem: Problem,
  round: (typeof ROUNDS)[number],
  shouldStop: () => boolean,
): Tried => {
  const world = new LiftedWorld(domain, problem);
  const found = decompose<GroundCall, HddlStep>([world.top], world, { ...round, nodes: NODES, shouldStop });
  if (found.kind === 'none')
    return found.because === 'impossible' ? 'impossible' : found.because === 'stopped' ? null : 'done';
  return planOf(found.decisions, ({ name, args }) => ({ name, args: args.map((a) => world.objects.names[a] ?? '') }));
};

/**
 * Solves a problem of tasks: by decomposing in the methods' own order, which most domains are written for, and by the search
 * over a stack of tasks, whose levels grow until a plan fits. They take turns that double, each from its beginning, so that a
 * problem costs at most a few times what the best of them needs. After the first turn the deepest ways of decomposing come
 * first: the shallow ones have had their chance.
 */
export const solveHddl = (domain: Domain, problem: Problem, options: HddlOptions): HddlSolution => {
  try {
    return inTurns(domain, problem, options);
  } catch (thrown) {
    if (thrown instanceof TooManyAlternatives) return { kind: 'none', because: 'too-large' };
    throw thrown;
  }
};

const inTurns = (domain: Domain, problem: Problem, { limit, now }: HddlOptions): HddlSolution => {
  const begun = now();
  const spent = (): number => (now() - begun) / limit;
  const ready = pullUp(domain);
  const rounds = new Set(ROUNDS);
  let levels = LEVELS;
  let tooLarge = false;
  for (let turn = 1; spent() < 1 && rounds.size + levels.length > 0; turn *= 2) {
    for (const round of turn === 1 ? [...rounds] : [...rounds].toReversed()) {
      const end = spent() + FIRST_SHARE * turn;
      const tried = decomposed(ready, problem, round, () => spent() > Math.min(1, end));
      if (tried === 'impossible') return { kind: 'none', because: 'impossible' };
      if (tried === 'done') rounds.delete(round);
      else if (tried === 'too-large') tooLarge = true;
      else if (tried) return { kind: 'plan', plan: tried, by: 'decomposing' };
    }
    const from = spent();
    const share = rounds.size === 0 ? 1 - from : Math.min(1 - from, SEARCH_SHARE * turn);
    for (const level of levels) {
      const left = from + share - spent();
      const end = spent() + (level === levels.at(-1) ? left : left * LEVEL_SHARE);
      const tried = searched(ready, problem, level, () => spent() > end);
      if (tried === 'done') levels = levels.filter((other) => other !== level);
      else if (tried === 'too-large') {
        tooLarge = true;
        levels = levels.filter((other) => other < level);
        break;
      } else if (tried && tried !== 'impossible') return { kind: 'plan', plan: tried, by: 'searching' };
    }
  }
  return { kind: 'none', because: tooLarge ? 'too-large' : 'time' };
};

const searched = (domain: Domain, problem: Problem, levels: number, shouldStop: () => boolean): Tried => {
  try {
    const { task, planFrom } = toSearch(domain, problem, levels);
    const found = solve(task, { shouldStop, maxAtoms: MOST_ATOMS, maxOperators: MOST_OPERATORS });
    if (found.kind === 'plan') return planFrom(found.steps);
    if (found.kind === 'unsolvable') return 'done';
    return found.reason === 'too-large' ? 'too-large' : null;
  } catch (thrown) {
    if (thrown instanceof TooManyAlternatives) return 'too-large';
    throw thrown;
  }
};

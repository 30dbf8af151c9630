import { decompose, type DecomposeBudget } from '../htn/decompose.ts';
import { inTurns, type HddlSolution } from './in-turns.ts';
import { mayInterleave } from './interleaving.ts';
import { LiftedWorld, type GroundCall, type HddlStep } from './lifted-world.ts';
import type { Domain, Problem } from '../htn/model.ts';
import { ownVariables } from './own-variables.ts';
import { LevelSearch } from './level-search.ts';
import { LevelTurns } from './level-turns.ts';
import { NetworkRun } from './network-run.ts';
import { planOf, type Tried } from './plan.ts';
import { pullUp } from './pull-up.ts';
import { isTooLarge } from './too-large.ts';

export interface HddlOptions {
  /** How long it may take, in milliseconds of `now`. */
  readonly limit: number;
  readonly now: () => number;
}

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
 * grow until a plan fits. They take turns (`inTurns`). Decomposing begins anew each time and has
 * twice as long, the searches go on where they were. After the first turn the deepest ways of decomposing come before the others: the
 * shallow ones have had their chance.
 * @throws TaskError PLANNING_INVALID for a problem that contradicts itself.
 */
export const solveHddl = (domain: Domain, problem: Problem, options: HddlOptions): HddlSolution => {
  try {
    const found = solved(domain, problem, options);
    return found.kind === 'none' && found.because === 'impossible' && mayInterleave(domain, problem)
      ? { kind: 'none', because: 'interleaving' }
      : found;
  } catch (thrown) {
    if (isTooLarge(thrown)) return { kind: 'none', because: 'too-large' };
    throw thrown;
  }
};

const solved = (givenDomain: Domain, givenProblem: Problem, { limit, now }: HddlOptions): HddlSolution => {
  const begun = now();
  const spent = (): number => (now() - begun) / limit;
  const own = ownVariables(givenDomain, givenProblem);
  const { problem } = own;
  const domain = pullUp(own.domain);
  const rounds = new Set(ROUNDS);
  const isUp = (): boolean => spent() >= 1;
  const levels = new LevelTurns(LEVELS.map((number) => new LevelSearch(domain, problem, number, isUp)));
  let network: NetworkRun | null = new NetworkRun(domain, problem, isUp);
  let turns = 0;

  const decomposing = (): Tried => {
    for (const round of turns === 0 ? [...rounds] : [...rounds].toReversed()) {
      const end = Math.min(1, spent() + FIRST_SHARE * round.weight * 2 ** turns);
      const tried = decomposed(domain, problem, round, () => spent() > end);
      if (tried === 'done') rounds.delete(round);
      else if (tried !== null) return tried;
    }
    turns += 1;
    return null;
  };
  const progressing = (): Tried => {
    const end = spent() + SLICE;
    const tried = network?.goOn(() => spent() > end) ?? null;
    if (tried === 'done' || tried === 'too-large') network = null;
    return tried;
  };
  const stacking = (): Tried => {
    const end = spent() + SLICE;
    return levels.goOn(() => spent() > end);
  };
  return inTurns(
    [
      { by: 'decomposing', weight: WEIGHTS.decomposing, turn: decomposing, isOver: () => rounds.size === 0 },
      { by: 'searching', weight: WEIGHTS.network, turn: progressing, isOver: () => network === null },
      { by: 'searching', weight: WEIGHTS.levels, turn: stacking, isOver: () => levels.areOver },
    ],
    spent,
  );
};

import { decompose, type DecomposeBudget } from '../htn/decompose.ts';
import { solving, type Solving } from '../search/solve.ts';
import { TaskError } from '../task-error.ts';
import type { PlanSearch } from '../../ports/planning-task.ts';
import { TooManyAlternatives } from './conjunctions.ts';
import { LiftedWorld, type GroundCall, type HddlStep } from './lifted-world.ts';
import type { Domain, Problem } from '../htn/model.ts';
import { ownVariables } from './own-variables.ts';
import { planOf, type HddlPlan } from './plan.ts';
import { pullUp } from './pull-up.ts';
import { toSearch, type SearchTask } from './to-search.ts';

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
type Round = Pick<DecomposeBudget, 'depth' | 'lastPartsFree' | 'withoutRepeats'>;
/** Ways of decomposing: shallow plans are the usual ones, and the shorter; the last can tell that there is none. */
const ROUNDS: readonly Round[] = [
  { depth: 12, withoutRepeats: true },
  { depth: 60, withoutRepeats: true },
  { depth: 1000, lastPartsFree: true, withoutRepeats: true },
  { depth: 1000, lastPartsFree: true },
];
/** Levels of the stack that the search is given. */
const LEVELS = [3, 5, 8, 12, 18, 28];
/** The share of the time that a way of decomposing has at first, and all levels of the search together; both double. */
const FIRST_SHARE = 0.03;
const SEARCH_SHARE = 0.12;
/** The share of what is left to the search that each number of levels has; the last has all of it. */
const LEVEL_SHARE = 0.5;
/** Each level multiplies what there is to look at: more than this would not be searched in time, and takes gigabytes. */
const MOST_ATOMS = 300_000;
const MOST_OPERATORS = 300_000;
/** What the search with one number of levels may keep: they all keep what they have while another goes on. */
const MOST_BYTES = 300_000_000;

/** A plan; that there is none at all, or none within the bounds of this way; null: its time was up. */
type Tried = HddlPlan | 'impossible' | 'done' | 'too-large' | null;

const decomposed = (domain: Domain, problem: Problem, round: Round, shouldStop: () => boolean): Tried => {
  const world = new LiftedWorld(domain, problem);
  const found = decompose<GroundCall, HddlStep>([world.top], world, { ...round, nodes: NODES, shouldStop });
  if (found.kind === 'none')
    return found.because === 'impossible' ? 'impossible' : found.because === 'stopped' ? null : 'done';
  return planOf(found.decisions, ({ name, args }) => ({ name, args: args.map((a) => world.objects.names[a] ?? '') }));
};

interface BegunSearch {
  readonly slices: Solving;
  readonly planFrom: SearchTask['planFrom'];
}

/** The search over a stack of so many levels, which can go on where it was once it has its operators. */
class LevelSearch {
  readonly levels: number;
  readonly #begin: () => BegunSearch;
  #begun: BegunSearch | null = null;
  /** Whether there is something to go on with: making the operators goes in one piece. */
  #hasOperators = false;
  #isUp = (): boolean => false;

  constructor(domain: Domain, problem: Problem, levels: number, shouldStop: () => boolean) {
    this.levels = levels;
    this.#begin = () => {
      const { task, planFrom } = toSearch(domain, problem, levels);
      const bounds = { maxAtoms: MOST_ATOMS, maxOperators: MOST_OPERATORS, maxBytes: MOST_BYTES };
      const stops = (): boolean => shouldStop() || (!this.#hasOperators && this.#isUp());
      return { slices: solving(task, { ...bounds, shouldStop: stops }), planFrom };
    };
  }

  goOn(isUp: () => boolean): Tried {
    this.#isUp = isUp;
    try {
      const { slices, planFrom } = (this.#begun ??= this.#begin());
      for (;;) {
        const slice = slices.next();
        if (slice.done === true) {
          // Operators that did not come in time are made anew in the next turn, which is twice as long.
          if (!this.#hasOperators) this.#begun = null;
          return this.#ended(slice.value, planFrom);
        }
        this.#hasOperators = true;
        if (isUp()) return null;
      }
    } catch (thrown) {
      if (thrown instanceof TooManyAlternatives || thrown instanceof TaskError) return 'too-large';
      throw thrown;
    }
  }

  #ended(found: PlanSearch, planFrom: SearchTask['planFrom']): Tried {
    if (found.kind === 'plan') return planFrom(found.steps);
    if (found.kind === 'unsolvable' || found.reason === 'states') return 'done';
    return found.reason === 'too-large' ? 'too-large' : null;
  }
}

/**
 * Solves a problem of tasks: by decomposing in the methods' own order, which most domains are written for, and by the search
 * over a stack of tasks, whose levels grow until a plan fits. They take turns that double: decomposing each time from its
 * beginning, the search from where it was. After the first turn the search comes first, and the deepest ways of decomposing
 * before the others: the shallow ones have had their chance.
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
  let tooLarge = false;

  const decomposing = (turn: number): HddlSolution | null => {
    for (const round of turn === 1 ? [...rounds] : [...rounds].toReversed()) {
      const end = spent() + FIRST_SHARE * turn;
      const tried = decomposed(domain, problem, round, () => spent() > Math.min(1, end));
      if (tried === 'impossible') return { kind: 'none', because: 'impossible' };
      if (tried === 'done') rounds.delete(round);
      else if (tried === 'too-large') tooLarge = true;
      else if (tried) return { kind: 'plan', plan: tried, by: 'decomposing' };
    }
    return null;
  };
  const searching = (turn: number): HddlSolution | null => {
    const from = spent();
    const share = rounds.size === 0 ? 1 - from : Math.min(1 - from, SEARCH_SHARE * turn);
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
  for (let turn = 1; spent() < 1 && rounds.size + searches.length > 0; turn *= 2) {
    const [first, second] = turn === 1 ? [decomposing, searching] : [searching, decomposing];
    const found = first(turn) ?? second(turn);
    if (found) return found;
  }
  return { kind: 'none', because: tooLarge ? 'too-large' : 'time' };
};

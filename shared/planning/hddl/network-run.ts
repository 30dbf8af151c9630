import { Stopped } from '../ground/budget.ts';
import type { Domain, Problem } from '../htn/model.ts';
import { TaskError } from '../task-error.ts';
import { groundNetwork, type GroundNetwork } from './ground-network.ts';
import { NetworkSearch } from './network-search.ts';
import { networkTask } from './network-task.ts';
import type { Outcome } from '../search/search-budget.ts';
import { planOf, type HddlPlan, type Tried } from './plan.ts';
import { RelevantFacts } from './relevant-facts.ts';
import { splitMethods } from './split.ts';
import { isTooLarge } from './too-large.ts';

/** What is written out: more than this takes gigabytes. */
const MOST_ATOMS = 1_000_000;
const MOST_OPERATORS = 800_000;
/** Where methods would be more than this, what they leave open is chosen part by part: a search needs more steps then. */
const MOST_WHOLE = 300_000;
const MOST_STATES = 20_000_000;
/** For each of two searches. */
const MOST_BYTES = 400_000_000;
/** How much work each does before the other goes on. */
const TURN = 100_000_000;
/** After so much work at most, about a tenth of a second, the time is looked at. */
const SLICE = 10_000_000;

const planFrom = ({ decisionOf }: GroundNetwork, operators: readonly number[]): HddlPlan =>
  planOf(
    operators.flatMap((operator) => decisionOf(operator) ?? []),
    (task) => task,
  );

interface Begun {
  readonly network: GroundNetwork;
  /** They take turns; those that came to their bounds are gone. */
  searches: NetworkSearch[];
}

/** The searches over what is written out of a problem, which can go on where they were once that is done. */
export class NetworkRun {
  readonly #domain: Domain;
  readonly #problem: Problem;
  readonly #shouldStop: () => boolean;
  #begun: Begun | null = null;
  #hasAllOrders = false;
  /** Whether writing out was stopped before: what was begun a second time is done whatever it takes. */
  #wasStopped = false;
  /** What the last time has shown: whole methods are too many. */
  #isSplit = false;

  constructor(domain: Domain, problem: Problem, shouldStop: () => boolean) {
    this.#domain = domain;
    this.#problem = problem;
    this.#shouldStop = shouldStop;
  }

  /** @throws TaskError PLANNING_INVALID for a problem that contradicts itself. */
  goOn(isUp: () => boolean): Tried {
    try {
      const begun = (this.#begun ??= this.#begin(() => this.#shouldStop() || (!this.#wasStopped && isUp())));
      if (!begun) return this.#nothing;
      for (;;) {
        const [search, ...others] = begun.searches;
        if (!search) return 'done';
        const end = search.work + TURN;
        let outcome: Outcome | null = null;
        while (!outcome && search.work < end) {
          if (isUp()) return null;
          outcome = search.advance(search.work + SLICE);
        }
        if (outcome?.kind === 'plan') return planFrom(begun.network, outcome.operators);
        if (outcome?.kind === 'exhausted') return this.#nothing;
        if (outcome?.why === 'time') return null;
        begun.searches = outcome ? others : [...others, search];
      }
    } catch (thrown) {
      if (thrown instanceof Stopped) {
        this.#wasStopped = true;
        return null;
      }
      if (isTooLarge(thrown)) return 'too-large';
      throw thrown;
    }
  }

  /** What it means that nothing is left to try. */
  get #nothing(): Tried {
    return this.#hasAllOrders ? 'impossible' : 'done';
  }

  #begin(shouldStop: () => boolean): Begun | null {
    const bounds = { maxAtoms: MOST_ATOMS, shouldStop };
    const grounded = (domain: Domain, maxOperators: number): GroundNetwork | null => {
      const task = networkTask(domain, this.#problem);
      this.#hasAllOrders = task.hasAllOrders;
      return groundNetwork(task, { ...bounds, maxOperators });
    };
    const whole = (): GroundNetwork | null => {
      try {
        return grounded(this.#domain, MOST_WHOLE);
      } catch (thrown) {
        if (!(thrown instanceof TaskError && thrown.code === 'PLANNING_TOO_LARGE')) throw thrown;
        this.#isSplit = true;
        return split();
      }
    };
    const split = (): GroundNetwork | null => grounded(splitMethods(this.#domain), MOST_OPERATORS);
    const network = this.#isSplit ? split() : whole();
    const budget = { shouldStop: this.#shouldStop, maxStates: MOST_STATES, maxBytes: MOST_BYTES };
    if (!network) return null;
    const relevant = new RelevantFacts(network);
    return {
      network,
      searches: [true, false].map((isBold) => new NetworkSearch(network, relevant, budget, isBold)),
    };
  }
}

import { Stopped } from '../ground/budget.ts';
import type { Domain, Problem } from '../htn/model.ts';
import { TaskError } from '../task-error.ts';
import { TooManyAlternatives } from './conjunctions.ts';
import { groundNetwork, type GroundNetwork } from './ground-network.ts';
import { NetworkSearch } from './network-search.ts';
import { networkTask } from './network-task.ts';
import { planOf, type Tried } from './plan.ts';
import { splitMethods } from './split.ts';

/** What is written out: more than this takes gigabytes. */
const MOST_ATOMS = 1_000_000;
const MOST_OPERATORS = 800_000;
/** Where methods would be more than this, what they leave open is chosen part by part: a search needs more steps then. */
const MOST_WHOLE = 300_000;
const MOST_STATES = 20_000_000;
const MOST_BYTES = 600_000_000;
/** After so much work at most, about a tenth of a second, the time is looked at. */
const SLICE = 10_000_000;

interface Begun {
  readonly network: GroundNetwork;
  readonly search: NetworkSearch;
}

/** The search over what is written out of a problem, which can go on where it was once that is done. */
export class NetworkRun {
  readonly #domain: Domain;
  readonly #problem: Problem;
  readonly #shouldStop: () => boolean;
  #begun: Begun | null = null;

  constructor(domain: Domain, problem: Problem, shouldStop: () => boolean) {
    this.#domain = domain;
    this.#problem = problem;
    this.#shouldStop = shouldStop;
  }

  goOn(isUp: () => boolean): Tried {
    try {
      const begun = (this.#begun ??= this.#begin(() => this.#shouldStop() || isUp()));
      if (!begun) return 'done';
      const { network, search } = begun;
      for (;;) {
        const outcome = search.advance(search.work + SLICE);
        if (outcome?.kind === 'plan')
          return planOf(
            outcome.operators.flatMap((operator) => network.decisionOf(operator) ?? []),
            (task) => task,
          );
        // Parts without order are tried in some orders alone, so that nothing was found does not say that there is nothing.
        if (outcome) return outcome.kind === 'stopped' && outcome.why === 'time' ? null : 'done';
        if (isUp()) return null;
      }
    } catch (thrown) {
      if (thrown instanceof Stopped) return null;
      if (thrown instanceof TooManyAlternatives || thrown instanceof TaskError) return 'too-large';
      throw thrown;
    }
  }

  #begin(shouldStop: () => boolean): Begun | null {
    const bounds = { maxAtoms: MOST_ATOMS, shouldStop };
    const grounded = (domain: Domain, maxOperators: number): GroundNetwork | null =>
      groundNetwork(networkTask(domain, this.#problem), { ...bounds, maxOperators });
    let network: GroundNetwork | null;
    try {
      network = grounded(this.#domain, MOST_WHOLE);
    } catch (thrown) {
      if (!(thrown instanceof TaskError && thrown.code === 'PLANNING_TOO_LARGE')) throw thrown;
      network = grounded(splitMethods(this.#domain), MOST_OPERATORS);
    }
    const budget = { shouldStop: this.#shouldStop, maxStates: MOST_STATES, maxBytes: MOST_BYTES };
    return network && { network, search: new NetworkSearch(network, budget) };
  }
}

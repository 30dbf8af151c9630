import { solving, type Solving } from '../search/solve.ts';
import type { PlanSearch } from '../../ports/planning-task.ts';
import type { Domain, Problem } from '../htn/model.ts';
import type { Tried } from './plan.ts';
import { isTooLarge } from './too-large.ts';
import { toSearch, type SearchTask } from './to-search.ts';

/** Each level multiplies what there is to look at: more than this would not be searched in time, and takes gigabytes. */
const MOST_ATOMS = 500_000;
const MOST_OPERATORS = 700_000;
/** What the search with one number of levels may keep: they all keep what they have while another goes on. */
const MOST_BYTES = 300_000_000;
/** Making plans shorter finds next to nothing where tasks say what is to be done, and takes longer than the search itself. */
const IMPROVE_WORK = 0;

interface BegunSearch {
  readonly slices: Solving;
  readonly planFrom: SearchTask['planFrom'];
}

/** The search over a stack of so many levels, which can go on where it was. Its operators are made in one piece, whatever they take. */
export class LevelSearch {
  readonly levels: number;
  readonly #begin: () => BegunSearch;
  #begun: BegunSearch | null = null;

  constructor(domain: Domain, problem: Problem, levels: number, shouldStop: () => boolean) {
    this.levels = levels;
    this.#begin = () => {
      const { task, planFrom } = toSearch(domain, problem, levels);
      const bounds = { maxAtoms: MOST_ATOMS, maxOperators: MOST_OPERATORS, maxBytes: MOST_BYTES };
      return { slices: solving(task, { ...bounds, improveWork: IMPROVE_WORK, improveShare: 0, shouldStop }), planFrom };
    };
  }

  /** @throws TaskError PLANNING_INVALID for a problem that contradicts itself. */
  goOn(isUp: () => boolean): Tried {
    try {
      const { slices, planFrom } = (this.#begun ??= this.#begin());
      for (;;) {
        const slice = slices.next();
        if (slice.done === true) {
          this.#begun = null;
          return this.#ended(slice.value, planFrom);
        }
        if (isUp()) return null;
      }
    } catch (thrown) {
      if (isTooLarge(thrown)) return 'too-large';
      throw thrown;
    }
  }

  #ended(found: PlanSearch, planFrom: SearchTask['planFrom']): Tried {
    if (found.kind === 'plan') return planFrom(found.steps);
    if (found.kind === 'unsolvable' || found.reason === 'states') return 'done';
    return found.reason === 'too-large' ? 'too-large' : null;
  }
}

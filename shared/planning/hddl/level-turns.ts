import type { LevelSearch } from './level-search.ts';
import type { Tried } from './plan.ts';

/** A search over a stack of so many levels. */
export type Levelled = Pick<LevelSearch, 'levels' | 'goOn'>;

interface Turns {
  readonly search: Levelled;
  /** How many it has had. */
  had: number;
}

/** Searches over stacks of more and more levels in turns: the lower ones begin, and each that has begun has as many as the others. */
export class LevelTurns {
  #left: readonly Turns[];

  constructor(searches: readonly Levelled[]) {
    this.#left = searches.map((search) => ({ search, had: 0 }));
  }

  get areOver(): boolean {
    return this.#left.length === 0;
  }

  /** Lets one of them go on; what ends before its time is up leaves the rest of it to the next. */
  goOn(isUp: () => boolean): Tried {
    let tooLarge = false;
    while (this.#left.length > 0 && !isUp()) {
      const next = this.#next();
      next.had += 1;
      const tried = next.search.goOn(isUp);
      if (tried && typeof tried === 'object') return tried;
      if (tried === 'too-large') {
        tooLarge = true;
        this.#left = this.#left.filter(({ search }) => search.levels < next.search.levels);
      } else if (tried) this.#left = this.#left.filter((other) => other !== next);
    }
    return tooLarge ? 'too-large' : null;
  }

  /** One that has not begun waits until each before it has had a turn for each place between them. */
  #next(): Turns {
    const waited = this.#left.map(({ had }, place) => (had > 0 ? had : place));
    return this.#left[waited.indexOf(Math.min(...waited))]!;
  }
}

import type { StateLists } from './state-lists.ts';
import { StateQueue } from './state-queue.ts';

/** An open list in which states that are new in any way go before all others, and either kind by priority. */
export class NewFirstQueue {
  readonly #fresh: StateQueue;
  readonly #known: StateQueue;
  state = 0;
  operator = 0;

  constructor(lists: StateLists) {
    this.#fresh = new StateQueue(lists);
    this.#known = new StateQueue(lists);
  }

  get bytes(): number {
    return this.#fresh.bytes + this.#known.bytes;
  }

  get size(): number {
    return this.#fresh.size + this.#known.size;
  }

  push(priority: number, state: number, isNew: boolean): void {
    (isNew ? this.#fresh : this.#known).push(priority, state);
  }

  /** Takes the next pair out and leaves it in `state` and `operator`; false when there is none. */
  pop(): boolean {
    const from = this.#fresh.size > 0 ? this.#fresh : this.#known;
    if (!from.pop()) return false;
    this.state = from.state;
    this.operator = from.operator;
    return true;
  }
}

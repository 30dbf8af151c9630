interface Due<T> {
  readonly at: number;
  readonly what: T;
}

/** Things in the order of their moments, from `first` on: a column of moments beside one of things, and no object for each. */
interface Lane<T> {
  first: number;
  readonly at: number[];
  readonly what: T[];
}

/** So many lanes are looked at for each thing that comes. */
const MOST_LANES = 8;
/** So many that were taken are not worth making room for. */
const FEW = 1024;

/**
 * What ends when, soonest first. A thing may be in it several times; who takes it out asks whether it still counts. Things of
 * one lifetime come in the order in which they end, so that each finds the end of a lane that it fits to; what comes out of all
 * order goes through a binary heap.
 */
export class ExpiryQueue<T = string> {
  readonly #lanes: Lane<T>[] = [];
  readonly #heap: Due<T>[] = [];

  add(at: number, what: T): void {
    for (const lane of this.#lanes) {
      const { length } = lane.at;
      if (length > 0 && (lane.at[length - 1] as number) > at) continue;
      lane.at.push(at);
      lane.what.push(what);
      return;
    }
    if (this.#lanes.length < MOST_LANES) this.#lanes.push({ first: 0, at: [at], what: [what] });
    else this.#rise({ at, what });
  }

  get next(): number | null {
    const lane = this.#soonest();
    const soonest = Math.min(lane?.at[lane.first] ?? Infinity, this.#heap[0]?.at ?? Infinity);
    return soonest === Infinity ? null : soonest;
  }

  /** Takes out the soonest that is due by `now`. */
  take(now: number): T | null {
    const lane = this.#soonest();
    const heaped = this.#heap[0];
    if (lane === null || (heaped !== undefined && heaped.at <= (lane.at[lane.first] as number))) {
      if (heaped === undefined || heaped.at > now) return null;
      this.#pop();
      return heaped.what;
    }
    if ((lane.at[lane.first] as number) > now) return null;
    const what = lane.what[lane.first] as T;
    if (++lane.first > FEW && 2 * lane.first > lane.at.length) {
      lane.at.splice(0, lane.first);
      lane.what.splice(0, lane.first);
      lane.first = 0;
    }
    return what;
  }

  /** The lane whose first thing ends soonest. */
  #soonest(): Lane<T> | null {
    let soonest: Lane<T> | null = null;
    let least = Infinity;
    for (const lane of this.#lanes) {
      const head = lane.at[lane.first];
      if (head === undefined || head >= least) continue;
      soonest = lane;
      least = head;
    }
    return soonest;
  }

  #rise(due: Due<T>): void {
    const heap = this.#heap;
    let place = heap.push(due) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (!above || above.at <= due.at) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = due;
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last && this.#heap.length > 0) this.#sink(last);
  }

  #sink(due: Due<T>): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [l, r] = [heap[left], heap[left + 1]];
      const [child, below] = r && l && r.at < l.at ? [left + 1, r] : [left, l];
      if (!below || below.at >= due.at) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = due;
  }
}

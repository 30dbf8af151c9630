interface Due<T> {
  readonly at: number;
  readonly what: T;
}

/** Things in the order of their moments, from `first` on. */
interface Lane<T> {
  first: number;
  readonly due: Due<T>[];
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
    const due = { at, what };
    for (const lane of this.#lanes) {
      const last = lane.due.at(-1);
      if (last && last.at > at) continue;
      lane.due.push(due);
      return;
    }
    if (this.#lanes.length < MOST_LANES) this.#lanes.push({ first: 0, due: [due] });
    else this.#rise(due);
  }

  get next(): number | null {
    return this.#soonest()?.at ?? null;
  }

  /** Takes out the soonest that is due by `now`. */
  take(now: number): T | null {
    const first = this.#soonest();
    if (!first || first.at > now) return null;
    const lane = this.#lanes.find(({ first: place, due }) => due[place] === first);
    if (!lane) this.#pop();
    else if (++lane.first > FEW && 2 * lane.first > lane.due.length) {
      lane.due.splice(0, lane.first);
      lane.first = 0;
    }
    return first.what;
  }

  #soonest(): Due<T> | null {
    let soonest = this.#heap[0] ?? null;
    for (const { first, due } of this.#lanes) {
      const head = due[first];
      if (head && (!soonest || head.at < soonest.at)) soonest = head;
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

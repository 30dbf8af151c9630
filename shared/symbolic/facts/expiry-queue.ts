interface Entry {
  readonly at: number;
  readonly id: string;
}

/** What ends when, soonest first: a binary heap. An id may be in it several times; who takes it out asks whether it still counts. */
export class ExpiryQueue {
  readonly #heap: Entry[] = [];

  add(at: number, id: string): void {
    const heap = this.#heap;
    const entry = { at, id };
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (!above || above.at <= at) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  get next(): number | null {
    return this.#heap[0]?.at ?? null;
  }

  /** Takes out the soonest that is due by `now`. */
  take(now: number): string | null {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.at(-1);
    if (!first || !last || first.at > now) return null;
    heap.pop();
    if (heap.length > 0) this.#sink(last);
    return first.id;
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [l, r] = [heap[left], heap[left + 1]];
      const [child, below] = r && l && r.at < l.at ? [left + 1, r] : [left, l];
      if (!below || below.at >= entry.at) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = entry;
  }
}

/** The present time of an engine, and the moments at which a test of it will turn. */
export class Clock {
  #now: number;
  /** Moments that somebody asked about and that have not come: for `reached` and for `passed` each. */
  readonly #waiting = { reached: new Moments(), passed: new Moments() };

  constructor(now: number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  /** `reached`: now >= moment; `passed`: now > moment. A test that may still turn is remembered. */
  test(test: 'reached' | 'passed', moment: number): boolean {
    const holds = test === 'reached' ? this.#now >= moment : this.#now > moment;
    if (!holds) this.#waiting[test].add(moment);
    return holds;
  }

  /** Sets the time and gives the moments whose tests have turned. */
  advance(now: number): { readonly reached: readonly number[]; readonly passed: readonly number[] } {
    this.#now = now;
    return {
      reached: this.#waiting.reached.take((moment) => now >= moment),
      passed: this.#waiting.passed.take((moment) => now > moment),
    };
  }

  /** Takes an `advance` back. */
  restore(now: number, turned: { readonly reached: readonly number[]; readonly passed: readonly number[] }): void {
    this.#now = now;
    for (const test of ['reached', 'passed'] as const)
      for (const moment of turned[test]) this.#waiting[test].add(moment);
  }

  /** The millisecond at which the next test turns. Null: none that was asked about ever will. */
  get next(): number | null {
    const { reached, passed } = this.#waiting;
    const moments = [reached.first, passed.first === undefined ? undefined : Math.floor(passed.first) + 1];
    const first = Math.min(...moments.map((moment) => moment ?? Infinity));
    return Number.isFinite(first) ? first : null;
  }
}

/** Different moments, earliest first: a binary heap. */
export class Moments {
  readonly #heap: number[] = [];
  readonly #known = new Set<number>();

  get first(): number | undefined {
    return this.#heap[0];
  }

  add(moment: number): void {
    if (this.#known.has(moment)) return;
    this.#known.add(moment);
    const heap = this.#heap;
    let at = heap.push(moment) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] as number) <= moment) break;
      heap[at] = heap[parent] as number;
      at = parent;
    }
    heap[at] = moment;
  }

  /** Removes and gives the earliest moments, as long as they are due. */
  take(due: (moment: number) => boolean): readonly number[] {
    const taken: number[] = [];
    for (let first = this.first; first !== undefined && due(first); first = this.first) {
      taken.push(first);
      this.#known.delete(first);
      this.#removeFirst();
    }
    return taken;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child += 1;
      if ((heap[child] as number) >= last) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = last;
  }
}

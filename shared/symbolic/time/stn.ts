/** `to` is at most `atMost` after `from`. A negative number: at least that much before. */
export interface Distance {
  readonly from: number;
  readonly to: number;
  readonly atMost: number;
}

/** A constraint that cannot hold together with others: with `conflict` (itself the last) it asks for a moment before itself. */
export type Added = { readonly ok: true } | { readonly ok: false; readonly conflict: readonly Distance[] };

/** A place to which a network can be taken back. */
export interface Mark {
  readonly constraints: number;
  readonly trail: number;
}

/**
 * A simple temporal network (Dechter, Meiri & Pearl 1991): moments and the greatest distances between them, closed
 * after each constraint, so that every bound can be read at once. Moments are numbers from 0; time is in any unit.
 */
export class Stn {
  #size: number;
  #room: number;
  #distances: Float64Array;
  readonly #constraints: Distance[] = [];
  /** What was overwritten since the first mark: place and value, pair after pair. */
  readonly #trail: number[] = [];
  #marks = 0;

  constructor(moments = 0) {
    this.#size = 0;
    this.#room = Math.max(8, moments);
    this.#distances = new Float64Array(this.#room * this.#room).fill(Infinity);
    for (let i = 0; i < moments; i++) this.addMoment();
  }

  get moments(): number {
    return this.#size;
  }

  addMoment(): number {
    if (this.#size === this.#room) this.#grow();
    const moment = this.#size++;
    this.#distances[moment * this.#room + moment] = 0;
    return moment;
  }

  /** The most that `to` can be after `from`; Infinity where nothing bounds it. */
  atMost(from: number, to: number): number {
    return this.#distances[from * this.#room + to] ?? Infinity;
  }

  /** The least that `to` is after `from`; -Infinity where nothing bounds it. */
  atLeast(from: number, to: number): number {
    return -this.atMost(to, from);
  }

  /** Takes the constraint, or refuses it and changes nothing. O(n²) at worst, and only pairs that come closer are touched. */
  add({ from, to, atMost }: Distance): Added {
    const room = this.#room;
    const d = this.#distances;
    if (!(from < this.#size && to < this.#size && from >= 0 && to >= 0)) throw new RangeError('no such moment');
    const back = d[to * room + from] ?? Infinity;
    if (back + atMost < 0) return { ok: false, conflict: [...this.#path(to, from), { from, to, atMost }] };
    this.#constraints.push({ from, to, atMost });
    if (atMost >= (d[from * room + to] ?? Infinity)) return { ok: true };

    const size = this.#size;
    const keeps = this.#marks > 0;
    // Moments that reach `from`, and come closer to `to` by the new constraint; and the same behind `to`.
    const ahead: number[] = [];
    for (let j = 0; j < size; j++) {
      const behind = d[to * room + j] ?? Infinity;
      if (behind + atMost < (d[from * room + j] ?? Infinity)) ahead.push(j);
    }
    for (let i = 0; i < size; i++) {
      const row = i * room;
      const through = (d[row + from] ?? Infinity) + atMost;
      if (!(through < (d[row + to] ?? Infinity))) continue;
      for (const j of ahead) {
        const by = through + (d[to * room + j] ?? Infinity);
        const now = d[row + j] ?? Infinity;
        if (by >= now) continue;
        if (keeps) this.#trail.push(row + j, now);
        d[row + j] = by;
      }
    }
    return { ok: true };
  }

  /** Remembers the network as it is now. Moments that are added later stay. */
  mark(): Mark {
    this.#marks++;
    return { constraints: this.#constraints.length, trail: this.#trail.length };
  }

  /** Takes back every constraint since the mark. Marks are left in the reverse order of making them. */
  backTo({ constraints, trail }: Mark): void {
    this.#constraints.length = constraints;
    while (this.#trail.length > trail) {
      const value = this.#trail.pop() ?? Infinity;
      this.#distances[this.#trail.pop() ?? 0] = value;
    }
    this.#marks--;
  }

  /** The constraints of a shortest way, by Bellman and Ford over what was added. */
  #path(from: number, to: number): readonly Distance[] {
    const reached = new Float64Array(this.#size).fill(Infinity);
    const by = new Map<number, Distance>();
    reached[from] = 0;
    for (let changed = true; changed;) {
      changed = false;
      for (const constraint of this.#constraints) {
        const through = (reached[constraint.from] ?? Infinity) + constraint.atMost;
        if (through >= (reached[constraint.to] ?? Infinity)) continue;
        reached[constraint.to] = through;
        by.set(constraint.to, constraint);
        changed = true;
      }
    }
    const path: Distance[] = [];
    for (let at = to; at !== from;) {
      const constraint = by.get(at);
      if (!constraint) break;
      path.unshift(constraint);
      at = constraint.from;
    }
    return path;
  }

  #grow(): void {
    if (this.#marks > 0) throw new Error('a marked network keeps its room: make it large enough first');
    const [old, oldRoom] = [this.#distances, this.#room];
    this.#room = oldRoom * 2;
    this.#distances = new Float64Array(this.#room * this.#room).fill(Infinity);
    for (let i = 0; i < this.#size; i++)
      this.#distances.set(old.subarray(i * oldRoom, i * oldRoom + this.#size), i * this.#room);
  }
}

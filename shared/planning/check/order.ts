import type { CheckedStep } from './step.ts';

/** Which steps come before which in every order that a plan allows: the transitive closure of its `dependsOn`. */
export class Order {
  /** By place: a bit for each place that is before it. */
  readonly #before: readonly bigint[];

  /** Steps must be listed after everything they depend on. */
  constructor(steps: readonly Pick<CheckedStep, 'id' | 'dependsOn'>[]) {
    const places = new Map(steps.map((s, place) => [s.id, place]));
    const before: bigint[] = [];
    for (const { dependsOn } of steps) {
      let mask = 0n;
      for (const id of dependsOn) {
        const place = places.get(id) ?? -1;
        if (place >= 0) mask |= (before[place] ?? 0n) | (1n << BigInt(place));
      }
      before.push(mask);
    }
    this.#before = before;
  }

  /** Whether the step at `a` always ends before the one at `b` begins. A place past the last step is the plan's end. */
  before(a: number, b: number): boolean {
    if (b >= this.#before.length) return a < b;
    return (((this.#before[b] ?? 0n) >> BigInt(a)) & 1n) === 1n;
  }
}

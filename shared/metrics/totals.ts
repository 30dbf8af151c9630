import type { Measure, MetricsView } from '../protocol/metrics.ts';

type Count = MetricsView['counts'][number];
type Timing = MetricsView['timings'][number];

/** Adds measures up for a window. */
export class Totals {
  readonly #counts = new Map<string, Count>();
  readonly #timings = new Map<string, Timing>();

  record(measure: Measure): void {
    const key = JSON.stringify(measure.labels);
    if ('count' in measure) {
      const name = measure.count;
      const before = this.#counts.get(name + key);
      this.#counts.set(name + key, { name, labels: measure.labels, value: (before?.value ?? 0) + 1 });
      return;
    }
    const { timing: name, labels, seconds } = measure;
    const { count, sum, longest } = this.#timings.get(name + key) ?? { count: 0, sum: 0, longest: 0 };
    this.#timings.set(name + key, {
      name,
      labels,
      count: count + 1,
      sum: sum + seconds,
      longest: Math.max(longest, seconds),
    });
  }

  view(): MetricsView {
    return { counts: [...this.#counts.values()], timings: [...this.#timings.values()] };
  }
}

import { Counter, Histogram, Registry } from 'prom-client';
import type { Meter } from '../../shared/ports/meter.ts';
import { COUNTERS, TIMINGS, type Measure } from '../../shared/protocol/metrics.ts';

const PREFIX = 'sonny_';

const counters = (registry: Registry): ReadonlyMap<string, Counter> =>
  new Map(
    Object.entries(COUNTERS).map(([name, { help, labels }]) => [
      name,
      new Counter({ name: `${PREFIX}${name}_total`, help, labelNames: [...labels], registers: [registry] }),
    ]),
  );

const histograms = (registry: Registry): ReadonlyMap<string, Histogram> =>
  new Map(
    Object.entries(TIMINGS).map(([name, { help, labels, buckets }]) => [
      name,
      new Histogram({
        name: `${PREFIX}${name}`,
        help,
        labelNames: [...labels],
        buckets: [...buckets],
        registers: [registry],
      }),
    ]),
  );

/** Measures in Prometheus's text format, in a registry of its own. */
export const createMeter = (): Meter => {
  const registry = new Registry();
  const counts = counters(registry);
  const timings = histograms(registry);
  return {
    contentType: registry.contentType,
    record(measure: Measure) {
      if ('count' in measure) counts.get(measure.count)?.inc({ ...measure.labels });
      else timings.get(measure.timing)?.observe({ ...measure.labels }, measure.seconds);
    },
    expose: () => registry.metrics(),
  };
};

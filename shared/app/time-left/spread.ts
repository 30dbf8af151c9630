/**
 * How long something takes, by how long it took: the duration that is not exceeded with a probability. Between the samples where there are
 * many; where there are few, by Student's t of their logarithms (a prediction interval), which is as wide as so few can tell.
 */
export interface Spread {
  /** @param p between 0 and 1, both excluded */
  at(p: number): number;
  /** The probability that it does not take longer than so many milliseconds. */
  upTo(ms: number): number;
}

/** With so many samples the gaps between them tell enough. */
const MANY = 20;
/** No machine is more even than this: a standard deviation of the logarithm. */
const EVEN = 0.05;

/** Quantile of the standard normal distribution. Acklam's rational approximation, relative error below 1.2e-9. */
const normalAt = (p: number): number => {
  const tail = (q: number): number =>
    (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
      2.938163982698783) /
    ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.38357751867269e2) * r -
      3.066479806614716e1) *
      r +
      2.506628277459239) *
      q) /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r -
      1.328068155288572e1) *
      r +
      1)
  );
};

/** Quantile of Student's t with at least two degrees of freedom: exact for two, else by the Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5). */
const studentAt = (p: number, v: number): number => {
  if (v === 2) return (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
  const z = normalAt(p);
  const z2 = z * z;
  return (
    z +
    (z * (z2 + 1)) / (4 * v) +
    (z * ((5 * z2 + 16) * z2 + 3)) / (96 * v * v) +
    (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / (384 * v ** 3)
  );
};

/** The place where a function that rises passes a value, in [0, 1]. */
const inverse = (at: (p: number) => number, value: number): number => {
  let [low, high] = [0, 1];
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2;
    if (at(middle) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

const between = (sorted: readonly number[]): ((p: number) => number) => {
  const n = sorted.length;
  return (p) => {
    // So that a new one lies below with just that probability, whatever the distribution.
    const place = Math.min(n - 1, Math.max(0, p * (n + 1) - 1));
    const low = Math.floor(place);
    const [a = 0, b = a] = [sorted[low], sorted[Math.min(n - 1, low + 1)]];
    return a + (b - a) * (place - low);
  };
};

const fewOf = (durations: readonly number[]): ((p: number) => number) => {
  const logs = durations.map((d) => Math.log(Math.max(1, d)));
  const n = logs.length;
  const mean = logs.reduce((a, b) => a + b, 0) / n;
  const deviation = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  const wide = Math.max(EVEN, deviation) * Math.sqrt(1 + 1 / n);
  return (p) => Math.exp(mean + wide * studentAt(p, n - 1));
};

/** The fewest samples that say anything. */
export const FEWEST = 3;

/** null where there are too few. @param durations in milliseconds, in any order */
export const spreadOf = (durations: readonly number[]): Spread | null => {
  if (durations.length < FEWEST) return null;
  const at = durations.length < MANY ? fewOf(durations) : between(durations.toSorted((a, b) => a - b));
  return { at, upTo: (ms) => inverse(at, ms) };
};

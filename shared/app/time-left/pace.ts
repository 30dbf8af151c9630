import type { Sample } from './samples.ts';
import { FEWEST, spreadOf, type Spread } from './spread.ts';

/** Further than this from any size that was seen nothing is said, as a factor. */
const FAR = 2;
const FAR_ALONG_A_LINE = 8;

/** The duration as a line over the size: Theil-Sen, which a few odd ones do not move. null where the sizes differ too little to tell. */
const lineOf = (
  sized: readonly { readonly ms: number; readonly size: number }[],
): ((size: number) => number) | null => {
  const sizes = sized.map(({ size }) => size);
  if (sized.length < FEWEST || Math.max(...sizes) < FAR * Math.min(...sizes)) return null;
  const slopes = sized.flatMap((a, i) =>
    sized.slice(i + 1).flatMap((b) => (a.size === b.size ? [] : [(b.ms - a.ms) / (b.size - a.size)])),
  );
  const middle = (of: number[]): number => of.sort((a, b) => a - b)[Math.floor((of.length - 1) / 2)] ?? 0;
  const slope = Math.max(0, middle(slopes));
  const floor = Math.max(1, middle(sized.map(({ ms, size }) => ms - slope * size)));
  return (size) => floor + slope * size;
};

/** How long a call takes, by how long calls of the same skill took; of the same size where sizes are known. null where too little is known. */
export const paceOf = (
  samples: readonly Sample[],
  size: number | null,
  of: (sample: Sample) => number,
): Spread | null => {
  if (samples.length < FEWEST) return null;
  const sized = samples.flatMap((s) => (s.size === null ? [] : [{ ms: of(s), size: s.size }]));
  if (size === null || sized.length < FEWEST) return spreadOf(samples.map(of));
  const sizes = sized.map((s) => s.size);
  const line = lineOf(sized);
  const far = line ? FAR_ALONG_A_LINE : FAR;
  if (size > far * Math.max(...sizes) || size * far < Math.min(...sizes)) return null;
  return spreadOf(sized.map((s) => (line ? (s.ms * line(size)) / line(s.size) : s.ms)));
};

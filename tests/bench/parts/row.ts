/** One measured figure beside a peer or a floor of the same run. `ratio` is ours / peer; `holds` is null when nothing can be said. */
export interface Row {
  /** Which of the figures to reach it says something of: "R1", "S1". */
  readonly id?: string;
  readonly metric: string;
  readonly ours: number | string;
  readonly peer: number | string | null;
  readonly peerName: string | null;
  readonly ratio: number | null;
  readonly goal: string;
  readonly holds: boolean | null;
}

export interface Bench {
  readonly name: string;
  readonly rows: readonly Row[];
  /** What the rows sum up, where a bench says it: only `--json` prints it. */
  readonly instances?: readonly unknown[];
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};

/** A figure on its own, which has to stay at or below a limit. */
export const atMost = (metric: string, ours: number, limit: number, unit: string): Row => ({
  metric,
  ours,
  peer: null,
  peerName: null,
  ratio: null,
  goal: `≤ ${limit} ${unit}`,
  holds: ours <= limit,
});

/** A figure beside another that explains it. It has no limit: `meaning` says what the distance is. */
export const unbounded = (metric: string, ours: number, peer: number, peerName: string, meaning: string): Row => ({
  metric,
  ours,
  peer,
  peerName,
  ratio: ours / peer,
  goal: meaning,
  holds: null,
});

/** A figure beside a peer's, at most `most` times as large. A peer that is not installed has none (null). */
export const timesPeer = (metric: string, ours: number, peer: number | null, peerName: string, most: number): Row => ({
  metric,
  ours,
  peer,
  peerName,
  ratio: peer === null ? null : ours / peer,
  goal: `≤ ×${most}`,
  holds: peer === null ? null : ours / peer <= most,
});

/** The same row, as one of a figure to reach. */
export const of = (id: string, row: Row): Row => ({ id, ...row });

/** A statement that has to be so: `ours` in words, all of it or nothing. */
export const exactly = (metric: string, ours: string, holds: boolean | null): Row => ({
  metric,
  ours,
  peer: null,
  peerName: null,
  ratio: null,
  goal: 'all',
  holds,
});

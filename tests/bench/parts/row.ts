/** One measured figure beside a peer or a floor of the same run. `ratio` is ours / peer; `holds` is null when the peer is not installed. */
export interface Row {
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
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};

/**
 * A guess that at most one atom of a family is true at a time: for each choice of the shared arguments, all atoms of these
 * predicates that carry them, whatever stands at the counted position.
 */
export interface Candidate {
  /** How many arguments are shared. */
  readonly shared: number;
  readonly parts: readonly CandidatePart[];
}

export interface CandidatePart {
  readonly predicate: number;
  /** Where the shared arguments stand, in their order. */
  readonly positions: readonly number[];
  /** The argument that differs; -1 when there is none. */
  readonly counted: number;
}

export const keyOfCandidate = ({ parts }: Candidate): string =>
  parts
    .map(({ predicate, positions, counted }) => `${predicate}:${positions.join(',')}/${counted}`)
    .toSorted()
    .join(';');

export const firstCandidates = (predicate: number, arity: number): Candidate[] => {
  const positions = Array.from({ length: arity }, (_, i) => i);
  return [-1, ...positions].map((counted) => ({
    shared: counted < 0 ? arity : arity - 1,
    parts: [{ predicate, positions: positions.filter((p) => p !== counted), counted }],
  }));
};

/** Parts for a further predicate, one of whose atoms has these arguments, so that it carries the shared values. */
export const partsFor = (
  predicate: number,
  args: readonly number[],
  values: readonly number[],
): readonly CandidatePart[] => {
  const spare = args.length - values.length;
  if (spare < 0 || spare > 1) return [];
  const found: CandidatePart[] = [];
  const place = (positions: readonly number[]): void => {
    if (positions.length === values.length) {
      const counted = args.findIndex((_, i) => !positions.includes(i));
      found.push({ predicate, positions, counted });
      return;
    }
    for (let i = 0; i < args.length; i++)
      if (args[i] === values[positions.length] && !positions.includes(i)) place([...positions, i]);
  };
  place([]);
  return found;
};

/**
 * A guess that at most one atom of a family is true at a time: for each choice of the shared arguments, all atoms of these
 * predicates that carry them, whatever stands at their other places.
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
}

/** How many arguments of a predicate may differ at most, where its guess is the first. */
const MOST_DIFFERENT = 3;

export const keyOfCandidate = ({ parts }: Candidate): string =>
  parts
    .map(({ predicate, positions }) => `${predicate}:${positions.join(',')}`)
    .toSorted()
    .join(';');

/** All choices of the shared arguments of a predicate: those that share most come first. */
export const firstCandidates = (predicate: number, arity: number): Candidate[] => {
  let choices = [Array.from({ length: arity }, (_, i) => i)];
  const candidates: Candidate[] = [];
  for (let different = 0; different <= Math.min(MOST_DIFFERENT, arity); different++) {
    candidates.push(...choices.map((positions) => ({ shared: positions.length, parts: [{ predicate, positions }] })));
    // Each choice is made once: what is left out is left out from the first to the last.
    choices = choices.flatMap((positions) => {
      const last = Array.from({ length: arity }, (_, i) => i).findLast((i) => !positions.includes(i)) ?? -1;
      return positions.filter((p) => p > last).map((gone) => positions.filter((p) => p !== gone));
    });
  }
  return candidates;
};

/** Parts for a further predicate, one of whose atoms has these arguments, so that it carries the shared values. */
export const partsFor = (
  predicate: number,
  args: readonly number[],
  values: readonly number[],
  mostDifferent: number,
): readonly CandidatePart[] => {
  const spare = args.length - values.length;
  if (spare < 0 || spare > mostDifferent) return [];
  const found: CandidatePart[] = [];
  const place = (positions: readonly number[]): void => {
    if (positions.length === values.length) {
      found.push({ predicate, positions });
      return;
    }
    for (let i = 0; i < args.length; i++)
      if (args[i] === values[positions.length] && !positions.includes(i)) place([...positions, i]);
  };
  place([]);
  return found;
};

/** A person's answer to one prompt: when it came, and how long after the question, in milliseconds. */
export interface Decision {
  readonly at: number;
  readonly took: number;
}

/**
 * Who answers so many prompts in a row, within a run or an hour, in less than `median` milliseconds each (by the middle one)
 * does not read them: approval fatigue, OWASP's ASI09. What is left to ask is then asked at once, and has to be read.
 */
export const HASTE = { prompts: 5, within: 60 * 60_000, median: 2000 } as const;

/** The newest, of which no more are ever looked at. */
export const latest = (decisions: readonly Decision[], decision: Decision): readonly Decision[] =>
  [...decisions, decision].slice(-HASTE.prompts);

const medianOf = (decisions: readonly Decision[]): number =>
  decisions.map(({ took }) => took).sort((a, b) => a - b)[Math.floor(decisions.length / 2)] ?? Infinity;

const allHasty = (decisions: readonly Decision[]): boolean =>
  decisions.length >= HASTE.prompts && medianOf(decisions.slice(-HASTE.prompts)) < HASTE.median;

/** Whether the next prompt would not be read, by the last ones of this run and by those of all runs in the last hour. */
export const isHasty = (ofRun: readonly Decision[], ofAll: readonly Decision[], now: number): boolean =>
  allHasty(ofRun) || allHasty(ofAll.filter(({ at }) => at > now - HASTE.within));

import type { Measure } from '../protocol/metrics.ts';

/** Where measures leave the program for whoever watches it. */
export interface Meter {
  /** Never throws and returns at once. */
  record(measure: Measure): void;
  /** Everything recorded so far in the format that `contentType` names. */
  expose(): Promise<string>;
  readonly contentType: string;
}

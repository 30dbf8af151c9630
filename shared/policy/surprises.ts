import type { RiskClass } from '../protocol/step.ts';

/**
 * What stops a run where the world turns out other than a step predicted, by the step's class. `always`: any surprise.
 * `needed`: only one about what a step that is still to come stands on.
 */
const HALTS: Readonly<Record<RiskClass, 'needed' | 'always'>> = {
  R0: 'needed',
  R1: 'needed',
  R2: 'needed',
  R3: 'always',
  R4: 'always',
  R5: 'always',
};

/** Whether the run stops at a step that was followed by a surprise. `needed`: a step to come stands on what it is about. */
export const surpriseHalts = (risk: RiskClass, needed: boolean): boolean => needed || HALTS[risk] === 'always';

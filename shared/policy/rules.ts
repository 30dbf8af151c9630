import type { RiskClass } from '../protocol/step.ts';

export interface Rule {
  readonly risk: RiskClass;
  readonly says: string;
  /** How a step of this class is let through, once its plan is approved. */
  readonly gate: 'plan' | 'each' | 'never';
}

/** The policy as a table. A model, a page or a file has no way to change it; no setting lowers it. */
export const RULES: Readonly<Record<RiskClass, Rule>> = {
  R0: { risk: 'R0', says: 'looks only', gate: 'plan' },
  R1: { risk: 'R1', says: 'moves around, changes nothing of yours', gate: 'plan' },
  R2: { risk: 'R2', says: 'changes something here that can be put back', gate: 'plan' },
  R3: { risk: 'R3', says: 'changes much, or replaces something', gate: 'each' },
  R4: { risk: 'R4', says: 'reaches outside, or cannot be taken back', gate: 'each' },
  R5: { risk: 'R5', says: 'Sonny never does this', gate: 'never' },
};

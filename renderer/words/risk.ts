import type { RiskClass } from '../../shared/protocol/step.ts';

/** What a risk class means, said to someone who has never heard of classes. */
export const RISK: Readonly<Record<RiskClass, { readonly short: string; readonly long: string }>> = {
  R0: { short: 'Only looks', long: 'Only looks. Nothing is changed.' },
  R1: { short: 'Moves around', long: 'Opens, focuses or moves things. Nothing of yours is changed.' },
  R2: { short: 'Changes this computer', long: 'Changes something on this computer, within your own files.' },
  R3: {
    short: 'Takes away or changes much',
    long: 'Replaces, removes or closes something of yours, or changes many things, so it is asked about on its own.',
  },
  R4: {
    short: 'Can’t be taken back',
    long: 'Leaves this computer or can’t be taken back, so it is asked about on its own.',
  },
  R5: { short: 'Never done', long: 'Sonny never does this.' },
};

import type { SandboxLimits } from '../../shared/ports/sandbox.ts';

/** Of all tests, edge cases and mutants of a script together. */
export const TRIAL_LIMITS: SandboxLimits = {
  cpuSeconds: 20,
  memoryMegabytes: 256,
  diskMegabytes: 32,
  outputBytes: 100_000_000,
};
/** Of a script on the real files. */
export const REAL_LIMITS: SandboxLimits = {
  cpuSeconds: 60,
  memoryMegabytes: 512,
  diskMegabytes: 128,
  outputBytes: 400_000_000,
};
/** What one test, edge case or trial may take, in milliseconds. */
export const TRIAL_PATIENCE_MS = 5000;
/** A trial that says nothing for so long, in milliseconds, hangs in something that never gives way. */
export const TRIAL_SILENCE_MS = 8000;
export const REAL_SILENCE_MS = 90_000;
/** A mutant is the script but for one slip: what was quick and now hangs is noticed. */
export const MUTANT_SILENCE_MS = 2500;

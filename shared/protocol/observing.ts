import { SonnyError } from './errors.ts';
import type { StepView } from './step.ts';

/** Said wherever Observe stands in the way. */
export const OBSERVES =
  'Sonny is set to Observe: it plans and looks, and does not act. To have it act, choose Assist in Settings, under “What Sonny may do”.';

const OVER: readonly StepView['status'][] = ['verified', 'unverified', 'skipped'];

/** Whether going on would do more than look: a step that is not over is above R0. */
export const hasActsLeft = ({ steps }: { readonly steps: readonly Pick<StepView, 'risk' | 'status'>[] }): boolean =>
  steps.some(({ risk, status }) => risk !== 'R0' && !OVER.includes(status));

export const observesOnly = (): SonnyError => new SonnyError('REFUSED_BY_POLICY', OBSERVES);

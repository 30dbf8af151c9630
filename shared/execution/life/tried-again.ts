import { forgetWished, setEach, stateOf } from './frontier.ts';
import type { RunContext } from './run-context.ts';

/** Whether a step may be tried once more without a person; what asks for their word each time may not. */
export const mayTryAgain = (run: RunContext, id: string): boolean =>
  stateOf(run, id) === 'failed' && !run.tried.has(id) && !run.risky.has(id);

/** The run with that step ahead once more, for the only time without a person; what a crash forgot begins anew, too. */
export const triedAgain = (run: RunContext, id: string): Partial<RunContext> => ({
  ...setEach({ ...run, ...forgetWished(run) }, [id], 'ahead'),
  tried: new Set([...run.tried, id]),
});

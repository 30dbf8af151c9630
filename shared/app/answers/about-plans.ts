import type { Runs } from '../../execution/runs.ts';
import type { Account } from '../../planning/explain/account.ts';
import { whyNotSkill, whyRun, whyStep } from '../../planning/explain/explain.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { Answers } from './answers.ts';

/** Why a step, why not another skill, why this plan or refusal. @throws SonnyError RUN_NOT_FOUND, COMMAND_INVALID: no such step */
export const aboutPlans = (
  runs: Pick<Runs, 'get'>,
  account: Account,
): Answers<'step.why' | 'plan.why-not' | 'run.why'> => ({
  'step.why': ({ runId, stepId }) => {
    const explanation = whyStep(runs.get(runId).view, stepId, account);
    if (!explanation) throw new SonnyError('COMMAND_INVALID', `The run has no step ${stepId}.`);
    return explanation;
  },
  'plan.why-not': ({ runId, skill }) => whyNotSkill(runs.get(runId).view, skill, account),
  'run.why': ({ runId }) => whyRun(runs.get(runId).view, account),
});

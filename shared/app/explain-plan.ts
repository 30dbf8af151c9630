import type { Account } from '../planning/explain/account.ts';
import { whyNotSkill, whyRun, whyStep } from '../planning/explain/explain.ts';
import type { Command } from '../protocol/commands.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { Explanation } from '../protocol/knowledge.ts';
import type { RunView } from '../protocol/run.ts';

type Question = Extract<Command, { type: 'step.why' | 'plan.why-not' | 'run.why' }>;

/** Answers why a step, why not another skill, why this plan or refusal. @throws SonnyError COMMAND_INVALID: no such step. */
export const explainPlan = (question: Question, run: RunView, account: Account): Explanation => {
  switch (question.type) {
    case 'step.why': {
      const explanation = whyStep(run, question.stepId, account);
      if (!explanation) throw new SonnyError('COMMAND_INVALID', `The run has no step ${question.stepId}.`);
      return explanation;
    }
    case 'plan.why-not':
      return whyNotSkill(run, question.skill, account);
    case 'run.why':
      return whyRun(run, account);
  }
};

import { assess } from '../../policy/assess.ts';
import { BY_GRAMMAR } from '../../policy/provenance/ground.ts';
import type { SonnyError } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { hasActsLeft, observesOnly } from '../../protocol/observing.ts';
import { asksWhatHappened } from '../../protocol/run.ts';
import type { StepView } from '../../protocol/step.ts';
import type { ExecutionPorts } from '../ports.ts';
import type { Act, RunState } from '../state.ts';

/** Whether a row that somebody asked for lets the run do more than look. */
const letsAct = ({ view }: RunState, event: RunEvent): boolean => {
  switch (event.type) {
    case 'undo.started':
    case 'conflict.chosen':
      return true;
    case 'question.answered':
      return event.candidateId !== null && !asksWhatHappened(view) && hasActsLeft(view);
    case 'run.redone':
    case 'approval.given':
    case 'run.resumed':
    case 'run.retried':
    case 'budget.raised':
      return hasActsLeft(view);
    case 'step.skipped':
      return hasActsLeft({ steps: view.steps.filter(({ id }) => id !== event.stepId) });
    default:
      return false;
  }
};

/** Where Sonny only observes, what a command would begin is refused, whoever sent it. @throws SonnyError REFUSED_BY_POLICY */
export const admitWhileObserving = (state: RunState, event: RunEvent, ports: ExecutionPorts): void => {
  if (ports.observes?.() === true && letsAct(state, event)) throw observesOnly();
};

/** REFUSED_BY_POLICY where Sonny only observes and the step, as planned or with its real arguments, does more than look; else null. */
export const againstActing = (step: StepView, args: Act['args'], ports: ExecutionPorts): SonnyError | null => {
  if (ports.observes?.() !== true) return null;
  const looks = step.risk === 'R0' && assess(ports.skills.get(step.skill), args, BY_GRAMMAR).risk === 'R0';
  return looks ? null : observesOnly();
};

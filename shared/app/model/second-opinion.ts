import type { RunState } from '../../execution/state.ts';
import { criticise } from '../../prompts/asks/criticise.ts';
import type { DataInput } from '../../prompts/data.ts';
import { SonnyError } from '../../protocol/errors.ts';
import { PERSON, SONNY } from '../../symbolic/labels/source.ts';
import type { PlanningPorts } from '../ports.ts';
import { costing, ModelAsker } from './ask.ts';
import { canAsk, type Means } from './plan-with-model.ts';

/**
 * Asks the model what it thinks of the plan that waits for the person's yes, and writes it. The plan, its classes and what is asked about
 * stay as they are, whatever it says.
 * @throws SonnyError COMMAND_NOT_NOW where no plan waits, MODEL_NOT_SET_UP, or as asking does
 */
export const secondOpinion = async (
  state: RunState,
  ports: PlanningPorts,
  means: Omit<Means, 'model'>,
  signal: AbortSignal,
): Promise<void> => {
  const { id: runId, goal, by, status, planHash, steps, constraints = [] } = state.view;
  if (status !== 'awaiting-approval' || planHash === undefined)
    throw new SonnyError('COMMAND_NOT_NOW', 'No plan waits for your word.');
  const { model, clock, hash } = ports;
  if (!canAsk(model)) throw new SonnyError('MODEL_NOT_SET_UP');
  const asker = new ModelAsker({ ...means, ...costing(ports), model, clock, hash, signal, state });
  const plan = steps
    .map(({ title, changes }, i) => [`${i + 1}. ${title}`, ...changes.map((change) => `   ${change}`)].join('\n'))
    .join('\n');
  const held = constraints.map(({ say }): DataInput => ({ from: SONNY, text: say, cut: 'never' }));
  const opinion = await asker.ask(criticise, {
    goal: { from: by === undefined ? PERSON : { kind: 'tool', of: by }, text: goal, cut: 'never' },
    // Titles hold the names of files and windows.
    plan: { from: { kind: 'file', of: '' }, text: plan },
    ...(held.length > 0 ? { held } : {}),
  });
  await means.note({
    type: 'model.remarked',
    at: clock.now(),
    runId,
    planHash,
    opinion: { model: asker.name, ...opinion },
  });
};

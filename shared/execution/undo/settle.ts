import type { Performer, Undone } from '../../ports/performer.ts';
import type { Progress } from '../../ports/progress.ts';
import type { ConflictChoice } from '../../protocol/conflict.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Json } from '../../protocol/json.ts';
import { inTime, performerOf, readable } from '../act/act.ts';
import type { ExecutionPorts } from '../ports.ts';
import type { Act, RunState } from '../state.ts';

type Settled = Pick<Extract<RunEvent, { type: 'conflict.settled' }>, 'status' | 'evidence' | 'error'>;

/** What an act's conflict was settled by, by the key of the act; undefined while nothing was chosen. */
const conflictOf = ({ view }: RunState, key: string): RunState['view']['steps'][number]['conflict'] =>
  view.steps.find((step) => step.conflict?.key === key)?.conflict;

/** Said once more, a choice changes nothing. */
export const isChosen = (state: RunState, key: string, choice: ConflictChoice): boolean =>
  conflictOf(state, key)?.choice === choice;

/**
 * The row for a person's choice about a change of theirs.
 * @throws SonnyError COMMAND_NOT_NOW or COMMAND_INVALID.
 */
export const choose = (state: RunState, key: string, choice: ConflictChoice, at: number): RunEvent => {
  const conflict = conflictOf(state, key);
  const step = state.view.steps.find((s) => s.conflict?.key === key);
  if (!conflict || !step) throw new SonnyError('COMMAND_NOT_NOW', 'Nothing of yours stands against that.');
  if (!conflict.choices.includes(choice))
    throw new SonnyError('COMMAND_INVALID', `About “${conflict.name}” one can choose: ${conflict.choices.join(', ')}.`);
  return { type: 'conflict.chosen', at, runId: state.view.id, stepId: step.id, key, choice };
};

/**
 * Carries a choice out: first takes back what was last done about it, so that it is chosen about what the person left. Their version
 * is kept, and that is journalled by `intend`, before it is touched. Never rejects.
 */
export const settle = async (
  act: Act,
  choice: ConflictChoice,
  earlier: Json | undefined,
  ports: ExecutionPorts,
  progress: Progress,
  intend: (prepared: Json) => Promise<void>,
): Promise<Settled> => {
  const call = { skill: act.skill, args: act.args, key: act.key };
  const within = <T>(work: () => Promise<T>): Promise<T> => inTime(work, ports, progress);
  const done = ({ status, evidence }: Undone): Settled => {
    const ended = readable({ status, evidence }, ports.home);
    return status === 'kept'
      ? { ...ended, error: new SonnyError('UNDO_CONFLICT', ended.evidence.at(-1)?.say).view() }
      : ended;
  };
  try {
    const performer: Performer = performerOf(ports, act.skill);
    const { settling } = performer;
    if (earlier !== undefined && earlier !== null && settling) {
      const back = await within(() => settling.takeBack(call, earlier, progress));
      if (back.status === 'kept') return { ...done(back), status: 'failed' };
      await intend(null);
    }
    if (choice === 'keep') return { status: 'kept', evidence: [] };
    if (!settling) throw new SonnyError('UNSUPPORTED', `${act.skill} leaves no such choice.`);
    const prepared = await within(() => settling.prepare(call, act.receipt, choice, progress));
    await intend(prepared);
    const settled = done(await within(() => settling.settle(call, act.receipt, choice, prepared, progress)));
    if (settled.status === 'kept') return { ...settled, status: 'failed' };
    return choice === 'both' && settled.status === 'undone' ? { ...settled, status: 'kept' } : settled;
  } catch (thrown) {
    return { status: 'failed', evidence: [], error: SonnyError.from(thrown).view() };
  }
};

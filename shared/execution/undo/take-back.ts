import type { Progress } from '../../ports/progress.ts';
import type { ConflictChoice } from '../../protocol/conflict.ts';
import { SonnyError } from '../../protocol/errors.ts';
import { observesOnly } from '../../protocol/observing.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { takeBack } from '../act/act.ts';
import { usesHand, type Hand } from '../hand/hand.ts';
import { leavesBehind } from './left-behind.ts';
import type { ExecutionPorts } from '../ports.ts';
import { settle } from './settle.ts';
import { accepts, stepOf, type Act, type RunState } from '../state.ts';

/** What taking back needs of the manager: the run as it is now, its turn, and the journal. */
export interface Undoing {
  readonly ports: ExecutionPorts;
  state(): RunState;
  record(event: RunEvent): Promise<void>;
  /** Resolves when the run may act. */
  turn(): Promise<void>;
  readonly hand: Hand;
  progress(milliseconds: number): Progress;
}

/** How long taking one act back, and looking for what is left behind, may take, in milliseconds. */
const DEADLINE = 60_000;
const LOOKING = 5000;

const actOf = ({ acts }: RunState, key: string): Act => {
  const act = acts.find((a) => a.key === key);
  if (!act) throw new SonnyError('INTERNAL', `No act ${key}.`);
  return act;
};

/** The receipts of later acts that were taken back whole already. */
const takenBackAfter = (state: RunState, key: string): readonly Act['receipt'][] =>
  state.acts
    .slice(state.acts.findIndex((act) => act.key === key) + 1)
    .filter((act) => stepOf(state, act.stepId)?.status === 'undone')
    .map(({ receipt }) => receipt);

/** Takes one act back and journals what came of it. */
export const undoAct = async (run: Undoing, key: string): Promise<void> => {
  await run.turn();
  const { clock } = run.ports;
  const done = actOf(run.state(), key);
  const base = { runId: run.state().view.id, stepId: done.stepId, key };
  const hold = usesHand(run.ports.skills.get(done.skill), done.args) ? run.hand.take() : null;
  try {
    const intended: RunEvent = { type: 'undo.intended', at: clock.now(), ...base };
    if (!accepts(run.state(), intended)) return;
    await run.record(intended);
    const outcome = run.ports.observes?.()
      ? { status: 'failed' as const, evidence: [], error: observesOnly().view() }
      : await takeBack(done, takenBackAfter(run.state(), key), run.ports, run.progress(DEADLINE), hold?.signal);
    await run.record({ type: 'undo.ended', at: clock.now(), ...base, ...outcome });
  } finally {
    hold?.release();
  }
};

/** Carries out what a person chose about a later change of theirs, and journals what came of it. */
export const settleAct = async (run: Undoing, key: string, choice: ConflictChoice): Promise<void> => {
  await run.turn();
  const { clock } = run.ports;
  const state = run.state();
  const act = actOf(state, key);
  const base = { runId: state.view.id, stepId: act.stepId, key, choice };
  const intend = (prepared: Act['receipt']): Promise<void> =>
    run.record({ type: 'conflict.intended', at: clock.now(), ...base, prepared });
  const settled = run.ports.observes?.()
    ? { status: 'failed' as const, evidence: [], error: observesOnly().view() }
    : await settle(act, choice, state.resolutions[key], run.ports, run.progress(DEADLINE), intend);
  await run.record({ type: 'conflict.settled', at: clock.now(), ...base, ...settled });
};

export const finishUndo = async (run: Undoing, complete: boolean): Promise<void> => {
  const state = run.state();
  const left = await leavesBehind(state, run.ports, run.progress(LOOKING));
  const at = run.ports.clock.now();
  await run.record({ type: 'undo.finished', at, runId: state.view.id, complete: complete && !left });
};

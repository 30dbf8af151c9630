import type { Progress } from '../../ports/progress.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { StepView } from '../../protocol/step.ts';
import type { Budgets } from '../bounds/budget.ts';
import { broken } from '../bounds/keep.ts';
import { againstActing } from '../bounds/observing.ts';
import { onlyLooks, usesHand, type Hand } from '../hand/hand.ts';
import type { InputGate } from '../hand/input-gate.ts';
import type { ExecutionPorts } from '../ports.ts';
import { accepts, stepOf, triesOf, type Act, type RunState } from '../state.ts';
import { GLANCE, sayInTheWay } from './in-the-way.ts';
import { lastLook } from './last-look.ts';
import { noticedOf } from './noticing.ts';
import { refusal } from './outcome.ts';
import { picturing } from './picturing.ts';
import { actAndCompare } from './surprise.ts';

/** How long an act may take whose skill is no longer there to say so. Milliseconds. */
const UNKNOWN_DEADLINE = 10_000;

/** What doing the steps of one run needs. */
export interface Doing {
  readonly ports: ExecutionPorts;
  readonly hand: Hand;
  readonly gate: InputGate;
  readonly budgets: Pick<Budgets, 'against'>;
  /** The run is told to stop what it does. */
  readonly signal: AbortSignal;
  /** The run as it is now. */
  state(): RunState;
  record(event: RunEvent): Promise<void>;
  /** As `record`, for what nothing waits for. */
  recordSoon(event: RunEvent): void;
  /** Resolves when it is the run's turn, or when it is told to stop. */
  turn(): Promise<void>;
  /** Has the step's next acts chosen: false where it is to act itself. */
  grow(stepId: string, signal: AbortSignal): Promise<boolean>;
  progress(milliseconds: number): Progress;
}

/**
 * Does a step that the machine wished for: waits for the run's turn, unless it only looks or waits, and for the hand, looks once more, writes the intent, acts, and writes the
 * outcome. A step whose acts are chosen as it goes has them chosen instead. Where the run is told to stop first, nothing is written.
 */
export const doStep = async (doing: Doing, stepId: string): Promise<void> => {
  const { ports, hand, gate, signal } = doing;
  const step = stepOf(doing.state(), stepId);
  if (!step) throw new SonnyError('INTERNAL', `No step ${stepId}.`);
  const skill = ports.skills.get(step.skill);
  if (!onlyLooks(skill, step.args)) await doing.turn();
  if (doing.state().view.status !== 'acting') return;
  const onDesktop = usesHand(skill, step.args);
  const observed = againstActing(step, step.args, ports);
  if (skill?.grows && !observed && (await choose(doing, stepId, onDesktop))) return;
  if (!onDesktop) return begin(doing, step);
  await gate.pass(signal);
  const hold = hand.take();
  await begin(doing, step, hold.signal).finally(hold.release);
};

/** A person who takes the desktop over while it is thought about what to do there ends that, too. */
const choose = async ({ hand, signal, grow }: Doing, stepId: string, onDesktop: boolean): Promise<boolean> => {
  if (!onDesktop) return grow(stepId, signal);
  const hold = hand.take();
  return grow(stepId, AbortSignal.any([signal, hold.signal])).finally(hold.release);
};

/** @param hold aborts when the person takes the hand that the step needs */
const begin = async (doing: Doing, step: StepView, hold?: AbortSignal): Promise<void> => {
  const { ports, gate, budgets, signal, state, record, progress } = doing;
  if (signal.aborted) return;
  const { clock, skills } = ports;
  const before = state();
  const { id: runId } = before.view;
  const skill = skills.get(step.skill);
  const attempt = triesOf(before, step.id) + 1;
  const of = { runId, stepId: step.id, key: `${runId}/${step.id}/${attempt}` };
  const pictures = picturing(step, ports, progress, signal, hold);
  const { args, real, prepared, ...look } = await lastLook(before, step, of.key, ports, progress);
  if (signal.aborted || hold?.aborted) return;
  // Asked meanwhile by another run: nothing was begun, so it waits for the answer and looks again.
  if (hold && gate.closed) return doStep(doing, step.id);
  const held = (): SonnyError | null => broken(state(), step, args, real, ports);
  let refused: unknown =
    look.refused ?? againstActing(step, args, ports) ?? held() ?? budgets.against(state(), step, args);
  const intended: RunEvent = {
    type: 'step.intended',
    at: clock.now(),
    ...of,
    skill: step.skill,
    args: { ...args },
    attempt,
    ...(prepared === null ? {} : { prepared }),
    ...(skill?.waits ? { waits: true } : {}),
  };
  if (!accepts(state(), intended)) return;
  await record(intended);
  if (!refused) await pictures.before();
  // The row may have waited long for room on the disk.
  refused ??= held() ?? (await look.again());
  // Pictures and looks take their time: a person may have chosen to observe meanwhile.
  refused ??= againstActing(step, args, ports);
  const intent: Act = { key: of.key, stepId: step.id, skill: step.skill, args, receipt: prepared, untouched: false };
  const came = refused
    ? refusal(refused)
    : await actAndCompare(intent, state, ports, progress(skill?.deadline ?? UNKNOWN_DEADLINE), hold, () => {
        const performed: RunEvent = { type: 'step.performed', at: clock.now(), ...of };
        if (accepts(state(), performed)) doing.recordSoon(performed);
      });
  const outcome = await sayInTheWay(came, args, ports, progress(GLANCE));
  // Before the end: with the last step's end the run may be over, and who was told that looks no further.
  const place = { at: clock.now(), runId, stepId: step.id };
  for (const notice of noticedOf(skill, { args, outputs: outcome.outputs }, place)) await record(notice);
  await record({ type: 'step.ended', at: clock.now(), ...of, ...outcome, ...(await pictures.after()) });
};

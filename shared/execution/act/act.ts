import type { Conflict, Performer } from '../../ports/performer.ts';
import type { Progress } from '../../ports/progress.ts';
import { assess } from '../../policy/assess.ts';
import { BY_GRAMMAR } from '../../policy/provenance/ground.ts';
import { shorten } from '../../planning/words.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/json.ts';
import type { Evidence, StepView } from '../../protocol/step.ts';
import { cutOff } from './cut-off.ts';
import type { Act } from '../state.ts';
import { outcomeOf, outcomeOfError, type Outcome } from './outcome.ts';
import type { ExecutionPorts } from '../ports.ts';
import { verify } from './verify.ts';

export const performerOf = (ports: ExecutionPorts, skill: string): Performer => {
  const performer = ports.performers.find((p) => p.skills.includes(skill));
  if (!performer) throw new SonnyError('UNSUPPORTED', `Nothing on this machine can do “${skill}”.`);
  return performer;
};

/**
 * The last look before acting: the arguments are whole, and the policy says of the real values what was shown with the
 * plan. Values that came from an earlier step cannot lift a step past what was approved.
 * @throws SonnyError; nothing was touched.
 */
export const admit = (step: StepView, args: Readonly<Record<string, Json>>, ports: ExecutionPorts): void => {
  const skill = ports.skills.get(step.skill);
  const parsed = skill?.parameters.safeParse(args);
  if (!parsed?.success)
    throw new SonnyError(
      'PLAN_DOES_NOT_HOLD',
      `${step.title}: ${parsed?.error.issues[0]?.message ?? 'unknown skill'}.`,
    );
  // What a model chose was judged with the plan; here it is what the values themselves make of the call.
  const verdict = assess(skill, args, BY_GRAMMAR);
  if (verdict.denied) throw new SonnyError('REFUSED_BY_POLICY', step.title);
  if (verdict.asks && !step.asks)
    throw new SonnyError('PLAN_CHANGED', `${step.title} is riskier than what was approved.`);
};

/** How much longer than its deadline a performer may take before it is given up, in milliseconds. */
const GRACE = 3000;
const LATE: unique symbol = Symbol('late');

/** So many times what is settled already gets its turn before a clock is set for what is not. */
const TURNS = 4;

/**
 * Ports promise to settle by their deadline; a plug that breaks the promise must not hang the run.
 * @throws SonnyError DEADLINE, or CANCELLED when the signal aborted before the call began.
 */
export const inTime = async <T>(call: () => Promise<T>, ports: ExecutionPorts, progress: Progress): Promise<T> => {
  if (progress.signal.aborted) throw new SonnyError('CANCELLED');
  const called = call();
  // A timer, and what ends it, cost more than all the rest of a call that ends at once.
  const its = { isSettled: false };
  const settle = (): void => void (its.isSettled = true);
  called.then(settle, settle);
  for (let turn = 0; turn < TURNS && !its.isSettled; turn++) await Promise.resolve();
  if (its.isSettled) return called;
  const settled = new AbortController();
  const late = ports.clock
    .sleep(progress.deadline + GRACE - ports.clock.now(), settled.signal)
    .then((): typeof LATE => LATE);
  try {
    const first = await Promise.race([called, late]);
    if (first === LATE) throw new SonnyError('DEADLINE');
    return first;
  } finally {
    // With a reason of its own: making the default one costs more than the whole step.
    settled.abort('settled');
  }
};

export const readable = <T extends { readonly evidence: readonly Evidence[] }>(
  outcome: T,
  home: string,
): T & { evidence: Evidence[] } => ({
  ...outcome,
  evidence: outcome.evidence.map((e) => ({ ...e, say: shorten(e.say, home) })),
});

/**
 * What is needed to take the act back, kept before anything is touched. null: nobody keeps it beforehand.
 * @throws SonnyError; nothing was touched.
 */
export const prepare = async (
  act: Pick<Act, 'skill' | 'args' | 'key'>,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<Json> => {
  const performer = performerOf(ports, act.skill);
  const { skill, args, key } = act;
  // A timer for nothing would cost more than the rest of a small step.
  if (!performer.prepare) return null;
  return inTime(async () => performer.prepare?.({ skill, args, key }, progress) ?? null, ports, progress);
};

/** The same, but it also ends when the person takes the hand. */
const held = (progress: Progress, hold: AbortSignal | undefined): Progress =>
  hold ? { ...progress, signal: AbortSignal.any([progress.signal, hold]) } : progress;

/**
 * Performs one journalled intent and reads its effect back. Never rejects: every end is an outcome.
 * @param hold aborts when the person takes the hand; reading back goes on all the same
 * @param reading called when the act went through and its effect does not show at once
 */
export const act = async (
  intent: Act,
  ports: ExecutionPorts,
  progress: Progress,
  hold?: AbortSignal,
  reading?: () => void,
): Promise<Outcome> => {
  const skill = ports.skills.get(intent.skill);
  const { args, key, receipt: prepared } = intent;
  try {
    const performer = performerOf(ports, intent.skill);
    const call = { skill: intent.skill, args, key, ...(prepared === null ? {} : { prepared }) };
    const performed = await inTime(() => performer.perform(call, held(progress, hold)), ports, progress);
    const checks = skill?.checks(intent.args, performed.outputs) ?? [];
    const checked = await verify(checks, ports.observers, ports.clock, progress, undefined, reading);
    return readable(outcomeOf(performed, checked, skill?.undo.kind === 'nothing'), ports.home);
  } catch (thrown) {
    if (hold?.aborted && !progress.signal.aborted) return readable(await cutOff(intent, ports, progress), ports.home);
    const broken = outcomeOfError(progress.signal.aborted ? new SonnyError('CANCELLED') : thrown, prepared);
    const { error } = broken;
    return error?.details === undefined
      ? broken
      : { ...broken, error: { ...error, details: shorten(error.details, ports.home) } };
  }
};

const shortened = (conflict: Conflict, home: string): Conflict => ({
  ...conflict,
  name: shorten(conflict.name, home),
  more: conflict.more.map((name) => shorten(name, home)),
});

/**
 * Takes one act back. Never rejects.
 * @param takenBack receipts of later acts that were taken back whole, in the order in which they were done
 */
export const takeBack = async (
  done: Act,
  takenBack: readonly Json[],
  ports: ExecutionPorts,
  progress: Progress,
  hold?: AbortSignal,
): Promise<{
  status: 'undone' | 'unverified' | 'kept' | 'failed';
  evidence: Outcome['evidence'];
  error?: NonNullable<Outcome['error']>;
  conflict?: Conflict;
}> => {
  try {
    const call = { skill: done.skill, args: done.args, key: done.key, ...(takenBack.length > 0 && { takenBack }) };
    const { status, evidence, conflict } = readable(
      await inTime(
        () => performerOf(ports, done.skill).undo(call, done.receipt, held(progress, hold)),
        ports,
        progress,
      ),
      ports.home,
    );
    // What was left alone, and not what of the same act went back after it.
    const left = evidence.findLast(({ holds }) => holds !== true) ?? evidence.at(-1);
    const kept = status === 'kept' ? { error: new SonnyError('UNDO_CONFLICT', left?.say).view() } : {};
    return { status, evidence, ...kept, ...(conflict ? { conflict: shortened(conflict, ports.home) } : {}) };
  } catch (thrown) {
    const error = hold?.aborted ? new SonnyError('TAKEN_OVER') : SonnyError.from(thrown);
    return { status: 'failed', evidence: [], error: error.view() };
  }
};

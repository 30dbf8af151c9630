import type { Performed } from '../../ports/performer.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { SonnyError, type ErrorCode } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/json.ts';
import type { Evidence } from '../../protocol/step.ts';

type StepEnded = Extract<RunEvent, { type: 'step.ended' }>;
/** What became of one act, without the run it belongs to. */
export type Outcome = Pick<StepEnded, 'status' | 'evidence' | 'outputs' | 'receipt' | 'error' | 'surprises'>;

/** Errors after which it is certain that nothing was touched (see ports/performer.ts). */
const UNTOUCHED: ReadonlySet<ErrorCode> = new Set([
  'TARGET_GONE',
  'TARGET_MISSING',
  'TARGET_AMBIGUOUS',
  'FILE_NOT_FOUND',
  'FILE_EXISTS',
  'FILE_DENIED',
  'FILE_INTO_ITSELF',
  'FILE_TOO_BIG',
  'FILE_UNREADABLE',
  'REFUSED_BY_POLICY',
  'INPUT_CLOSED',
  'UNSUPPORTED',
  'NO_DISPLAY',
  'PLAN_CHANGED',
  'FACT_EXPIRED',
  'SCRIPT_NO_WALLS',
  'SCRIPT_REFUSED',
  'SCRIPT_FAILED',
  'SCRIPT_STRAYED',
  'SCRIPT_DIFFERS',
  'CONSTRAINT_VIOLATED',
  'MCP_UNREACHABLE',
  'MCP_CHANGED',
  'MCP_SIGN_IN',
  'MCP_SIGN_IN_FAILED',
]);

/**
 * The honest word on an act that went through: one contradiction makes it failed; verified needs something that was
 * read back; the rest is unverified, as is what the performer itself could not tell of. `observing` skills change nothing: what they saw is itself the outcome.
 */
export const outcomeOf = (performed: Performed, checked: readonly Evidence[], observing: boolean): Outcome => {
  const evidence = [...performed.evidence, ...checked];
  const kept = { evidence, outputs: { ...performed.outputs } as Record<string, Json>, receipt: performed.receipt };
  const contradiction = evidence.find((e) => e.holds === false);
  if (contradiction)
    return { status: 'failed', ...kept, error: new SonnyError('WRONG_EFFECT', contradiction.say).view() };
  const confirmed =
    checked.length > 0
      ? checked.every((e) => e.holds === true)
      : performed.status === 'done' && (observing || evidence.some((e) => e.holds === true));
  return { status: confirmed ? 'verified' : 'unverified', ...kept };
};

/** `prepared`: what was kept before the act, which may have touched something before it broke off. */
export const outcomeOfError = (thrown: unknown, prepared: Json): Outcome => {
  const error = SonnyError.from(thrown);
  const untouched = UNTOUCHED.has(error.code);
  return {
    status: untouched ? 'refused' : 'failed',
    evidence: [],
    outputs: {},
    receipt: untouched ? null : prepared,
    error: error.view(),
  };
};

/** What stood in the way before anything was touched. */
export const refusal = (thrown: unknown): Outcome => ({ ...outcomeOfError(thrown, null), status: 'refused' });

/**
 * Whether an outcome is that of an act which was cut off and left nothing, so that its step waits to begin anew once the run goes on:
 * a person took over before anything of it had happened, or a crash came while it looked or waited.
 */
export const beginsAnew = ({ status, error }: Pick<StepEnded, 'status' | 'error'>): boolean =>
  status === 'refused' && (error?.code === 'TAKEN_OVER' || error?.code === 'INTERRUPTED');

import type { ErrorCode, ErrorView } from '../protocol/errors.ts';
import type { Evidence } from '../protocol/step.ts';

/** What kind of failure a step met, by what could help. */
type FailureClass =
  | 'target-missing'
  | 'ambiguous'
  | 'stale'
  | 'timeout'
  | 'driver-replaced'
  | 'wrong-effect'
  | 'blocked'
  | 'permission'
  | 'resource'
  | 'other';

/**
 * What may be done about a failure without asking. `act`: the act may be sent once more. `look`: only what changes nothing
 * may be tried once more, since a second act could meet another target than the one that was meant. `offer`: a person chooses.
 */
type Strategy = 'act' | 'look' | 'offer';

const CLASS_OF: Readonly<Partial<Record<ErrorCode, FailureClass>>> = {
  TARGET_MISSING: 'target-missing',
  FILE_NOT_FOUND: 'target-missing',
  TARGET_AMBIGUOUS: 'ambiguous',
  TARGET_GONE: 'stale',
  DEADLINE: 'timeout',
  NOT_RESPONDING: 'timeout',
  DRIVER_DOWN: 'driver-replaced',
  WRONG_EFFECT: 'wrong-effect',
  SURPRISE: 'wrong-effect',
  FILE_EXISTS: 'blocked',
  FILE_INTO_ITSELF: 'blocked',
  INPUT_CLOSED: 'blocked',
  FILE_DENIED: 'permission',
  REFUSED_BY_POLICY: 'permission',
  CONSTRAINT_VIOLATED: 'permission',
  FILE_TOO_BIG: 'resource',
  STORE_FULL: 'resource',
};

const STRATEGY_OF: Readonly<Record<FailureClass, Strategy>> = {
  'target-missing': 'offer',
  ambiguous: 'offer',
  stale: 'look',
  timeout: 'act',
  'driver-replaced': 'act',
  'wrong-effect': 'offer',
  blocked: 'offer',
  permission: 'offer',
  resource: 'offer',
  other: 'offer',
};

/** What is known of a failure. */
type Failure = Pick<ErrorView, 'code' | 'inTheWay'>;

/**
 * The class of a failure. A dialog in the way has to be answered first. Where part of the effect was seen, it is the effect
 * that is wrong, whatever broke off.
 */
const failureOf = (error: Failure | undefined, evidence: readonly Evidence[]): FailureClass => {
  const code = error?.code;
  if (error?.inTheWay) return 'blocked';
  const failure = (code !== undefined && CLASS_OF[code]) || 'other';
  return STRATEGY_OF[failure] !== 'offer' && evidence.some((e) => e.holds === true) ? 'wrong-effect' : failure;
};

/** What may be done about the failure of a step without asking. */
export const strategyFor = (error: Failure | undefined, evidence: readonly Evidence[]): Strategy =>
  STRATEGY_OF[failureOf(error, evidence)];

const HINDERED: ReadonlySet<FailureClass> = new Set(['target-missing', 'stale', 'timeout']);

/** Whether a dialog that nobody has looked for yet would explain the failure. */
export const mayBeBlocked = (error: Failure, evidence: readonly Evidence[]): boolean =>
  HINDERED.has(failureOf(error, evidence));

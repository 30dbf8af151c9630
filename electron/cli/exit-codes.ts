import type { RunView } from '../../shared/protocol/run.ts';
import type { ErrorCode } from '../../shared/protocol/errors.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { hasRun } from '../../shared/protocol/undo-fate.ts';

/** What the command line ends with. Stable: scripts branch on these. */
export const EXIT = {
  /** Done and verified, or undone completely or as far as the person chose; or nothing was to be done. */
  done: 0,
  /** What was typed was not right, or the goal was not understood. */
  usage: 2,
  /** No plan holds, it is never done, or it can’t be done as things stand; nothing was touched. */
  refused: 3,
  /** The plan, a step or a question needs a person, and nobody is there to ask or nobody answered. */
  needsPerson: 4,
  failed: 5,
  /** Stopped by a person, or they said no. */
  cancelled: 6,
  /** Something could not be undone. */
  undonePartly: 7,
  /** Something that is needed is missing or does not answer: a model’s server, a display. */
  unhealthy: 8,
  /** `audit`: the journal is not as Sonny wrote it. */
  tampered: 9,
  /** Every step ran; at least one could not be read back. */
  doneUnverified: 10,
  /** Done but for steps that a person or the policy refused, or that the person left out. */
  donePartly: 11,
  /** A second interrupt: ended at once. */
  killed: 130,
} as const;

/** The table as `--help` shows it. */
export const EXIT_LINES: readonly string[] = [
  'Exit codes:',
  '   0  done and verified, or undone completely or as far as you chose; or nothing was to be done',
  '   2  what was typed was not right, or the goal was not understood',
  '   3  refused: no plan holds, it is never done, or not as things stand; nothing was touched',
  '   4  needs a person: an approval or an answer, and nobody gave it',
  '   5  failed',
  '   6  stopped by a person, or they said no',
  '   7  not all could be undone',
  '   8  something that is needed is missing or does not answer, such as a model’s server',
  '   9  the journal is not as Sonny wrote it (audit)',
  '  10  done, and not all of it could be read back',
  '  11  done but for steps that you or the policy refused, or that you left out',
  ' 130  ended at once by a second Ctrl+C',
];

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command ends with that an error kept from its end; the one table, for every code there is. */
const OF_ERROR: Readonly<Record<ErrorCode, ExitCode>> = {
  NOTHING_TO_DO: EXIT.done,
  GOAL_EMPTY: EXIT.usage,
  GOAL_TOO_LONG: EXIT.usage,
  GOAL_NOT_UNDERSTOOD: EXIT.usage,
  NO_WAY_KNOWN: EXIT.usage,
  COMMAND_INVALID: EXIT.usage,
  RUN_NOT_FOUND: EXIT.usage,
  MCP_INVALID: EXIT.usage,
  FACT_INVALID: EXIT.usage,
  FACT_NOT_FOUND: EXIT.usage,
  RULES_INVALID: EXIT.usage,
  PDDL_SYNTAX: EXIT.usage,
  PDDL_UNSUPPORTED: EXIT.usage,
  PDDL_TOO_LARGE: EXIT.usage,
  PLANNING_INVALID: EXIT.usage,
  PLAN_DOES_NOT_HOLD: EXIT.refused,
  REFUSED_BY_POLICY: EXIT.refused,
  CONSTRAINT_VIOLATED: EXIT.refused,
  STOP_NOT_ARMED: EXIT.refused,
  COMMAND_NOT_NOW: EXIT.refused,
  PROFILE_IN_USE: EXIT.refused,
  FACT_DERIVED: EXIT.refused,
  FACTS_TOO_MANY: EXIT.refused,
  NO_OTHER_WAY: EXIT.refused,
  PLAN_CHANGED: EXIT.refused,
  PLANNING_TOO_LARGE: EXIT.refused,
  COOLING_DOWN: EXIT.refused,
  FILE_NOT_FOUND: EXIT.refused,
  FILE_EXISTS: EXIT.refused,
  FILE_INTO_ITSELF: EXIT.refused,
  FILE_DENIED: EXIT.refused,
  FILE_UNREADABLE: EXIT.refused,
  FILE_TOO_BIG: EXIT.refused,
  PEER_REFUSED: EXIT.refused,
  SCRIPT_REFUSED: EXIT.refused,
  MCP_CHANGED: EXIT.refused,
  TARGET_GONE: EXIT.refused,
  TARGET_MISSING: EXIT.refused,
  TARGET_AMBIGUOUS: EXIT.refused,
  FACT_EXPIRED: EXIT.refused,
  NOT_AUTHORISED: EXIT.needsPerson,
  NOT_READ: EXIT.needsPerson,
  APPROVAL_EXPIRED: EXIT.needsPerson,
  INPUT_CLOSED: EXIT.needsPerson,
  MCP_SIGN_IN: EXIT.needsPerson,
  TAKEN_OVER: EXIT.needsPerson,
  CANCELLED: EXIT.cancelled,
  STOPPED: EXIT.cancelled,
  MODEL_NOT_SET_UP: EXIT.unhealthy,
  MODEL_UNREACHABLE: EXIT.unhealthy,
  MODEL_WRONG_ADDRESS: EXIT.unhealthy,
  MODEL_FAILED: EXIT.unhealthy,
  MODEL_SLOW: EXIT.unhealthy,
  MODEL_REFUSED: EXIT.unhealthy,
  MODEL_BUSY: EXIT.unhealthy,
  MCP_UNREACHABLE: EXIT.unhealthy,
  SCRIPT_NO_WALLS: EXIT.unhealthy,
  UNSUPPORTED: EXIT.unhealthy,
  NO_DISPLAY: EXIT.unhealthy,
  NO_ACCESSIBILITY: EXIT.unhealthy,
  JOURNAL_TAMPERED: EXIT.tampered,
  SCHEMA_VERSION: EXIT.failed,
  CONNECTION_LOST: EXIT.failed,
  MCP_TOOL_FAILED: EXIT.failed,
  MCP_BAD_ANSWER: EXIT.failed,
  MCP_SIGN_IN_FAILED: EXIT.failed,
  WRONG_EFFECT: EXIT.failed,
  SURPRISE: EXIT.failed,
  NOT_RESPONDING: EXIT.failed,
  DEADLINE: EXIT.failed,
  BUDGET_RATE: EXIT.failed,
  BUDGET_STEPS: EXIT.failed,
  BUDGET_TIME: EXIT.failed,
  BUDGET_FILES: EXIT.failed,
  BUDGET_COST: EXIT.failed,
  LOOP_BROKEN: EXIT.failed,
  INTERRUPTED: EXIT.failed,
  UNDO_CONFLICT: EXIT.undonePartly,
  MODEL_CUT_OFF: EXIT.failed,
  MODEL_INVALID: EXIT.failed,
  MODEL_TOO_LONG: EXIT.failed,
  SCRIPT_FAILED: EXIT.failed,
  SCRIPT_STRAYED: EXIT.failed,
  SCRIPT_DIFFERS: EXIT.failed,
  DRIVER_DOWN: EXIT.failed,
  STORE_FULL: EXIT.failed,
  STORE_CORRUPT: EXIT.failed,
  JOURNAL_NOT_KNOWN: EXIT.failed,
  SETTINGS_CORRUPT: EXIT.failed,
  INTERNAL: EXIT.failed,
};

export const exitOfError = (code: ErrorCode): ExitCode => OF_ERROR[code];

/** For a run that will not go on without a person. */
export function exitOfRun(run: Pick<RunView, 'status'> & Partial<Pick<RunView, 'error' | 'steps'>>): ExitCode {
  switch (run.status) {
    case 'done':
    case 'nothing-to-do':
    case 'undone':
      return EXIT.done;
    case 'done-unverified':
      return EXIT.doneUnverified;
    case 'done-partly':
      return EXIT.donePartly;
    case 'undone-partly':
      return isAsChosen(run.steps ?? []) ? EXIT.done : EXIT.undonePartly;
    case 'cancelled':
      return EXIT.cancelled;
    case 'refused':
      return refusedBy(run.error?.code);
    case 'asking':
    case 'awaiting-approval':
    case 'awaiting-step-approval':
    case 'taken-over':
    case 'paused':
      return EXIT.needsPerson;
    default:
      return failedBy(run.steps ?? []);
  }
}

/** Whether all that an undo did not take back stays by a person's choice. */
const isAsChosen = (steps: readonly StepView[]): boolean => {
  const left = steps.filter((step) => hasRun(step) && step.risk !== 'R0');
  return left.length > 0 && left.every(({ conflict, error }) => !error && conflict?.choice !== undefined);
};

/** Whether a step left everything as it was: it was refused, never begun, or only looked. */
const leftAll = ({ status, risk, error }: StepView): boolean =>
  risk === 'R0' ||
  status === 'refused' ||
  status === 'planned' ||
  status === 'waiting' ||
  (status === 'skipped' && !error);

/** A run that ended at a step which was refused, before anything was touched, was refused itself. */
function failedBy(steps: readonly StepView[]): ExitCode {
  const refused = steps.find(({ status }) => status === 'refused');
  const failed = steps.some(({ status }) => status === 'failed');
  return refused && !failed && steps.every(leftAll) ? refusedBy(refused.error?.code) : EXIT.failed;
}

/** Nothing of it was touched, so nothing of it has failed. */
function refusedBy(code: ErrorCode | undefined): ExitCode {
  const exitCode = code === undefined ? EXIT.refused : exitOfError(code);
  return exitCode === EXIT.failed ? EXIT.refused : exitCode;
}

/** How a command hands over what it ends with. */
export type Ends = (work: Promise<ExitCode>) => Promise<void>;

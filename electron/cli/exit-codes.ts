import type { RunView } from '../../shared/protocol/run.ts';
import type { ErrorCode } from '../../shared/protocol/errors.ts';

/** What the command line ends with. Stable: scripts branch on these. */
export const EXIT = {
  /** Done and verified, or undone completely; or nothing was to be done. */
  done: 0,
  /** The command line was not right, or the goal was not understood. */
  usage: 2,
  /** No plan holds, or the policy forbids it; nothing was started. */
  refused: 3,
  /** The plan, a step or a question needs a person, and nobody is there to ask or nobody answered. */
  needsPerson: 4,
  failed: 5,
  /** Stopped by a person, or they said no. */
  cancelled: 6,
  /** Something could not be undone. */
  undonePartly: 7,
  /** `doctor`, `model test`: something that is needed is missing or does not answer. */
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
  '   0  done and verified, or undone completely; or nothing was to be done',
  '   2  the command line was not right, or the goal was not understood',
  '   3  refused: no plan holds, or it is never done; nothing was started',
  '   4  needs a person: an approval or an answer, and nobody gave it',
  '   5  failed',
  '   6  stopped by a person, or they said no',
  '   7  not all could be undone',
  '   8  something that is needed is missing or does not answer (doctor, model test)',
  '   9  the journal is not as Sonny wrote it (audit)',
  '  10  done, and not all of it could be read back',
  '  11  done but for steps that you or the policy refused, or that you left out',
  ' 130  ended at once by a second Ctrl+C',
];

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Nobody knew what to make of the goal. */
const NOT_READ: readonly ErrorCode[] = ['GOAL_NOT_UNDERSTOOD', 'NO_WAY_KNOWN'];

const MISUNDERSTOOD: readonly ErrorCode[] = [
  ...NOT_READ,
  'GOAL_EMPTY',
  'GOAL_TOO_LONG',
  'COMMAND_INVALID',
  'RUN_NOT_FOUND',
  'MCP_INVALID',
];

const REFUSED: readonly ErrorCode[] = ['PLAN_DOES_NOT_HOLD', 'REFUSED_BY_POLICY', 'STOP_NOT_ARMED'];

export function exitOfError(code: ErrorCode): ExitCode {
  if (code === 'NOTHING_TO_DO') return EXIT.done;
  if (MISUNDERSTOOD.includes(code)) return EXIT.usage;
  if (code === 'CANCELLED' || code === 'STOPPED') return EXIT.cancelled;
  return REFUSED.includes(code) ? EXIT.refused : EXIT.failed;
}

/** For a run that will not go on without a person. */
export function exitOfRun(run: Pick<RunView, 'status'> & Partial<Pick<RunView, 'error'>>): ExitCode {
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
      return EXIT.undonePartly;
    case 'cancelled':
      return EXIT.cancelled;
    case 'refused':
      return run.error && NOT_READ.includes(run.error.code) ? EXIT.usage : EXIT.refused;
    case 'asking':
    case 'awaiting-approval':
    case 'awaiting-step-approval':
    case 'taken-over':
    case 'paused':
      return EXIT.needsPerson;
    default:
      return EXIT.failed;
  }
}

/** How a command hands over what it ends with. */
export type Ends = (work: Promise<ExitCode>) => Promise<void>;

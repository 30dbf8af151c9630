import type { ErrorCode } from '../protocol/errors.ts';

export type TaskErrorCode = Extract<ErrorCode, `PDDL_${string}` | `PLANNING_${string}`>;

/** Why a task cannot be read or planned. Whoever shows it makes a SonnyError of it: this room loads no schemas. */
export class TaskError extends Error {
  readonly code: TaskErrorCode;
  readonly details: string;
  constructor(code: TaskErrorCode, details: string) {
    super(`${code}: ${details}`);
    this.name = 'TaskError';
    this.code = code;
    this.details = details;
  }
}

import { SonnyError } from '../../shared/protocol/errors.ts';
import { type Context, withProgram } from './context.ts';
import { EXIT, type ExitCode, exitOfError } from './exit-codes.ts';
import { jsonLine } from './json-line.ts';
import type { Need, Program } from './program.ts';
import { failureOf, type RunResult } from './result.ts';
import { closingLines } from './wording.ts';

/** What was done is said where results are. */
const GOOD: readonly ExitCode[] = [EXIT.done, EXIT.doneUnverified, EXIT.donePartly];

/** Prints a run's result whatever happened, so that `--json` always ends with its one object. */
export async function report(
  context: Context,
  goal: string,
  json: boolean,
  act: (program: Program) => Promise<RunResult>,
  need: Need = {},
): Promise<ExitCode> {
  const { terminal } = context;
  const result = await withProgram(context, act, need).catch((thrown: unknown) => {
    const error = SonnyError.from(thrown);
    return failureOf(goal, error.view(), exitOfError(error.code));
  });
  const good = GOOD.includes(result.exitCode);
  for (const line of closingLines(result)) (good && !json ? terminal.out : terminal.err)(line);
  if (json) terminal.out(jsonLine(context, result));
  return result.exitCode;
}

import type { ExitCode } from './exit-codes.ts';
import type { Need, Program, Say } from './program.ts';
import type { ServeOptions } from './serve.ts';
import type { After } from './tell-thinking.ts';
import type { Terminal } from './terminal.ts';
import type { Redactor } from '../../shared/ports/redactor.ts';

/** What commands need of this machine; tests give their own. */
export interface Context {
  readonly terminal: Terminal;
  readonly profile: string;
  readonly version: string;
  /** Hides secrets in JSON that is printed and in exports. */
  readonly redactor: Redactor;
  readonly after: After;
  open(say: Say, need: Need): Promise<Program>;
  serve(options: ServeOptions): Promise<ExitCode>;
}

/** Opens the program for one piece of work and ends it afterwards, whatever came of it. */
export async function withProgram<T>(
  context: Context,
  act: (program: Program) => Promise<T>,
  need: Need = {},
): Promise<T> {
  const program = await context.open((line) => context.terminal.err(line), need);
  try {
    return await act(program);
  } finally {
    await program.close();
  }
}

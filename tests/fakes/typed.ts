import { linkedClient } from '../../electron/cli/clients.ts';
import type { Context } from '../../electron/cli/context.ts';
import { runCommandLine } from '../../electron/cli/command-line.ts';
import { programOf } from '../../electron/cli/program.ts';
import { openRedactor } from '../../electron/redactor.ts';
import type { Sonny } from '../../shared/ports/sonny.ts';
import type { FakeTerminal } from './fake-terminal.ts';

interface Around {
  /** Where files of the profile would be looked for. */
  readonly profile?: string;
  /** Called each time the command opens the program. */
  readonly onopen?: () => void;
  /** Time passes only where a test says so. */
  readonly after?: Context['after'];
  /** What the command does to the program once it is through with it. */
  readonly close?: () => Promise<void>;
}

/** `sonny <args>` typed at a terminal, against a program in this process; resolves with the exit code. */
export function typed(
  sonny: Sonny,
  args: readonly string[],
  terminal: FakeTerminal,
  { profile = '/nowhere', onopen = () => {}, after = () => () => {}, close = async () => {} }: Around = {},
): Promise<number> {
  let ids = 0;
  return runCommandLine(args, {
    terminal,
    profile,
    version: '1.2.3',
    after,
    redactor: openRedactor('/nowhere', {}),
    open: async () => {
      onopen();
      return programOf((origin) => linkedClient(sonny, () => `id-${++ids}`, origin), close);
    },
    serve: async () => 0,
  });
}

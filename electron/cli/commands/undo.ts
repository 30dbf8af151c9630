import { Command } from 'commander';
import type { Context } from '../context.ts';
import type { Ends } from '../exit-codes.ts';
import { report } from '../report.ts';
import { undoRun } from '../undo-run.ts';

export const undoCommand = (context: Context, ends: Ends): Command =>
  new Command('undo')
    .description('take back what a run did')
    .argument('[run]', 'a run’s id from the history', 'last')
    .option('--json', 'print one JSON object last; all else goes to the error stream', false)
    .action((run: string, { json }: { json: boolean }) => {
      const say = json ? context.terminal.err : context.terminal.out;
      return ends(
        report(context, '', json, (program) => undoRun(program, run, say, context.terminal), { tells: true }),
      );
    });

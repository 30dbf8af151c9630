import { Command } from 'commander';
import type { Context } from '../context.ts';
import type { Ends } from '../exit-codes.ts';
import { redoRun } from '../redo-run.ts';
import { report } from '../report.ts';

export const redoCommand = (context: Context, ends: Ends): Command =>
  new Command('redo')
    .description('do what was undone once more')
    .argument('[run]', 'a run’s id from the history; last: the one that was undone last', 'last')
    .option('--json', 'print one JSON object last; all else goes to the error stream', false)
    .action((run: string, { json }: { json: boolean }) => {
      const { terminal, after } = context;
      const options = { yes: false, dryRun: false, say: json ? terminal.err : terminal.out, after };
      return ends(report(context, '', json, (program) => redoRun(program, run, options, terminal), { tells: true }));
    });

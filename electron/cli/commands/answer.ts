import { Command } from 'commander';
import { answerRun } from '../answer-run.ts';
import type { Context } from '../context.ts';
import type { Ends } from '../exit-codes.ts';
import { report } from '../report.ts';

export const answerCommand = (context: Context, ends: Ends): Command =>
  new Command('answer')
    .description(
      'answer what a run asks: whether a step happened that was cut off, what becomes of what you changed before an undo',
    )
    .argument('[run]', 'a run’s id from the history; last: the newest that waits', 'last')
    .argument(
      '[answer]',
      'the answer, where you don’t want to be asked: yes, no, unknown; go-on, stop; again, skip, undo; keep, restore, both',
    )
    .option('--json', 'print one JSON object last; all else goes to the error stream', false)
    .action((run: string, given: string | undefined, { json }: { json: boolean }) => {
      const { terminal, after } = context;
      const options = { yes: false, dryRun: false, say: json ? terminal.err : terminal.out, after };
      return ends(
        report(context, '', json, (program) => answerRun(program, run, given, options, terminal), { tells: true }),
      );
    });

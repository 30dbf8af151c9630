import { Command } from 'commander';
import type { Context } from '../context.ts';
import type { Ends } from '../exit-codes.ts';
import { report } from '../report.ts';
import { runGoal } from '../run-goal.ts';

interface Options {
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export const runCommand = (context: Context, ends: Ends): Command =>
  new Command('run')
    .description('do a goal: show the plan, ask, act, and say what was proved')
    .argument('<goal...>', 'what you want done, for example: open the calculator')
    .option('-y, --yes', 'approve the plan without asking; steps that ask on their own still ask', false)
    .option('--dry-run', 'show the plan and act on nothing', false)
    .option('--json', 'print one JSON object last; all else goes to the error stream', false)
    .action((words: string[], { yes, dryRun, json }: Options) => {
      const { terminal } = context;
      const goal = words.join(' ');
      const say = json ? terminal.err : terminal.out;
      return ends(
        report(context, goal, json, (program) =>
          runGoal(program, goal, { yes, dryRun, say, shows: !json, after: context.after }, terminal),
        ),
      );
    });

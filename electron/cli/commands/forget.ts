import { Command } from 'commander';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends, exitOfError } from '../exit-codes.ts';
import { runNamed } from '../run-named.ts';
import { errorLines } from '../wording.ts';

export const forgetCommand = (context: Context, ends: Ends): Command =>
  new Command('forget')
    .description('forget a run for good: what was asked, done and seen, and what undoing it would need')
    .argument('<run>', 'a run’s id from the history, or last')
    .option('--yes', 'do not ask', false)
    .action((name: string, { yes }: { yes: boolean }) => {
      const { terminal } = context;
      return ends(
        withProgram(context, async (program) => {
          try {
            const client = program.client('person');
            const runId = await runNamed(client, name);
            const { goal, steps } = await client.dispatch({ type: 'run.get', runId });
            if (!yes && !terminal.attended) {
              terminal.err('Nobody is at the terminal to ask; --yes says that you are sure.');
              return EXIT.needsPerson;
            }
            if (!yes && !(await isWanted(context, goal))) return EXIT.cancelled;
            await client.dispatch({ type: 'run.forget', runId });
            const stays = 'What it did is as it was, and can’t be undone any more.';
            terminal.out(steps.some(hasActed) ? `Forgotten. ${stays}` : 'Forgotten.');
            return EXIT.done;
          } catch (thrown) {
            const error = SonnyError.from(thrown);
            for (const line of errorLines(error.view())) terminal.err(line);
            return exitOfError(error.code);
          }
        }),
      );
    });

/** Whether there may be something that it changed. */
const hasActed = ({ risk, status }: StepView): boolean =>
  risk !== 'R0' && !['planned', 'waiting', 'refused', 'skipped', 'undone'].includes(status);

async function isWanted({ terminal }: Context, goal: string): Promise<boolean> {
  const question = `Forget “${goal}” for good? It can’t be undone afterwards. [y/N] `;
  return /^y(es)?$/iu.test((await terminal.ask(question, new AbortController().signal))?.trim() ?? '');
}

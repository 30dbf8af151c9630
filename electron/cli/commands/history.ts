import { Command, InvalidArgumentError } from 'commander';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { historyLines } from '../wording.ts';

export const historyCommand = (context: Context, ends: Ends): Command =>
  new Command('history')
    .description('list what was run, newest first')
    .option('--limit <count>', 'how many at most', count, 20)
    .option('--json', 'print one JSON object', false)
    .action(({ limit, json }: { limit: number; json: boolean }) =>
      ends(
        withProgram(
          context,
          async (program) => {
            const runs = await program.client('person').dispatch({ type: 'history.list', limit });
            const lines = json ? [jsonLine(context, { runs })] : historyLines(runs, process.stdout.columns);
            for (const line of lines) context.terminal.out(line);
            return EXIT.done;
          },
          { reads: true, tells: true },
        ),
      ),
    );

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 500) throw new InvalidArgumentError('A number from 1 to 500.');
  return value;
}

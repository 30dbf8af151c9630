import { Command } from 'commander';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { healthLines } from '../wording.ts';

export const doctorCommand = (context: Context, ends: Ends): Command =>
  new Command('doctor')
    .description('say what works on this machine and what to install')
    .option('--json', 'print one JSON object', false)
    .action(({ json }: { json: boolean }) =>
      ends(
        withProgram(
          context,
          async (program) => {
            const checks = await program.client('person').dispatch({ type: 'doctor' });
            const lines = json ? [jsonLine(context, { checks })] : healthLines(checks);
            for (const line of lines) context.terminal.out(line);
            return checks.every((check) => check.ok || !check.needed) ? EXIT.done : EXIT.unhealthy;
          },
          { reads: true },
        ),
      ),
    );

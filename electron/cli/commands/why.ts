import { Command } from 'commander';
import type { Client } from '../../../shared/protocol/rpc-client.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Explanation } from '../../../shared/protocol/knowledge.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { runNamed } from '../run-named.ts';
import { explanationLines } from '../wording.ts';

export const whyCommand = (context: Context, ends: Ends): Command =>
  new Command('why')
    .description('say why a fact holds or does not, or why a run went as it did')
    .argument('[what]', 'a fact: duplicate("/a", "/b"), its id, or a run’s id from the history', 'last')
    .option('--json', 'print one JSON object', false)
    .action((what: string, { json }: { json: boolean }) =>
      ends(
        withProgram(
          context,
          async (program) => {
            const explanation = await explain(program.client('person'), what);
            const lines = json ? [jsonLine(context, explanation)] : explanationLines(explanation);
            for (const line of lines) context.terminal.out(line);
            return EXIT.done;
          },
          { reads: true },
        ),
      ),
    );

async function explain(client: Client, what: string): Promise<Explanation> {
  const isText = what.includes('(');
  if (!isText && !/^f\d+$/u.test(what))
    return client.dispatch({ type: 'run.why', runId: await runNamed(client, what) });
  try {
    return await client.dispatch({ type: 'fact.why', factId: what });
  } catch (thrown) {
    // What was never known has a reason as well.
    if (!isText || SonnyError.from(thrown).code !== 'FACT_NOT_FOUND') throw thrown;
    return client.dispatch({ type: 'fact.why-not', text: what.replace(/^=/u, '') });
  }
}

import { Command, InvalidArgumentError } from 'commander';
import type { Client } from '../../../shared/protocol/rpc-client.ts';
import type { HistoryLine } from '../../../shared/protocol/replies.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { historyLines, olderLine } from '../wording.ts';

interface Options {
  readonly limit: number;
  readonly search?: string;
  readonly before?: string;
  readonly json: boolean;
}

export const historyCommand = (context: Context, ends: Ends): Command =>
  new Command('history')
    .description('list what was run, newest first')
    .option('--limit <count>', 'how many at most', count, 20)
    .option('--search <words>', 'only runs whose goal, steps or end have these words')
    .option('--before <run>', 'only runs older than this one, by its id')
    .option('--json', 'print one JSON object', false)
    .action((options: Options) =>
      ends(
        withProgram(
          context,
          async (program) => {
            const { runs, more } = await pageOf(program.client('person'), options);
            const lines = options.json
              ? [jsonLine(context, { runs, ...(more ? { more } : {}) })]
              : [
                  ...historyLines(runs, process.stdout.columns, options),
                  ...(more ? [olderLine(runs.at(-1)?.id ?? '', options.search)] : []),
                ];
            for (const line of lines) context.terminal.out(line);
            return EXIT.done;
          },
          { reads: true, tells: true },
        ),
      ),
    );

/** One more than is shown is asked for, to know whether there are older ones. @throws SonnyError RUN_NOT_FOUND */
async function pageOf(
  client: Client,
  { limit, search, before }: Options,
): Promise<{ readonly runs: readonly HistoryLine[]; readonly more: boolean }> {
  const since =
    before === undefined ? undefined : (await client.dispatch({ type: 'run.get', runId: before })).createdAt;
  const found = await client.dispatch({
    type: 'history.list',
    limit: limit + 1,
    ...(search === undefined ? {} : { search }),
    ...(since === undefined ? {} : { before: since }),
  });
  return { runs: found.slice(0, limit), more: found.length > limit };
}

/** One fewer than the protocol has in one answer. */
const MOST = 499;

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > MOST)
    throw new InvalidArgumentError(`A number from 1 to ${MOST}.`);
  return value;
}

import { Command } from 'commander';
import { type StateNode, written } from '../../../shared/protocol/knowledge.ts';
import type { Client } from '../../../shared/protocol/rpc-client.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { type ListedFact, factLines, relationLines } from '../wording.ts';

interface Options {
  readonly search?: string;
  readonly say?: string;
  readonly takeBack?: string;
  readonly relations: boolean;
  readonly raw: boolean;
  readonly json: boolean;
}

export const factsCommand = (context: Context, ends: Ends): Command =>
  new Command('facts')
    .description('list what Sonny holds to be so, newest first')
    .option('--search <words>', 'only those with these words')
    .option('--relations', 'list what facts may be about', false)
    .option('--raw', 'with each its id and how it is written, as --say, --take-back, why and suppose read it', false)
    .option('--say <fact>', 'state a fact: \'keep("~/Papers")\'')
    .option('--take-back <fact>', 'take a fact back, by its id or text')
    .option('--json', 'print one JSON object', false)
    .action((options: Options) =>
      ends(
        withProgram(
          context,
          async (program) => {
            const { object, lines } = await answer(program.client('person'), options);
            for (const line of options.json ? [jsonLine(context, object)] : lines) context.terminal.out(line);
            return EXIT.done;
          },
          { reads: options.say === undefined && options.takeBack === undefined },
        ),
      ),
    );

async function answer(client: Client, options: Options): Promise<{ object: object; lines: readonly string[] }> {
  const { search, say, takeBack, relations, raw } = options;
  if (relations) {
    const all = await client.dispatch({ type: 'relations.list' });
    return { object: { relations: all }, lines: relationLines(all) };
  }
  if (say !== undefined) {
    const fact = await client.dispatch({ type: 'fact.assert', text: say });
    return { object: { fact }, lines: [fact.say] };
  }
  if (takeBack !== undefined) {
    await client.dispatch({ type: 'fact.retract', factId: takeBack });
    return { object: { takenBack: takeBack }, lines: ['Taken back.'] };
  }
  const { nodes } = await client.dispatch({ type: 'state.graph', ...(search === undefined ? {} : { search }) });
  const facts = nodes.filter((node) => node.kind === 'fact' && node.until === null).reverse();
  return { object: { facts }, lines: factLines(raw ? await Promise.all(facts.map(withRaw)) : facts) };

  async function withRaw(fact: StateNode): Promise<ListedFact> {
    return { ...fact, raw: written(await client.dispatch({ type: 'fact.get', factId: fact.id })) };
  }
}

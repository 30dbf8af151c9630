import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { otherwiseLines, ruleLines } from '../wording-otherwise.ts';

const several = (one: string, before: readonly string[]): readonly string[] => [...before, one];

const read = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new SonnyError('RULES_INVALID', `${file} can’t be read.`, { cause: error });
  }
};

/** `suppose` and `rules`: what would be otherwise, without anything being so. */
export const otherwiseCommands = [
  (context: Context, ends: Ends): Command =>
    new Command('suppose')
      .description('say what would follow, and which steps would no longer hold, if a fact were so; changes nothing')
      .argument('[facts...]', 'facts that would hold: \'keep("~/Papers")\'')
      .option('--not <fact>', 'a fact that would not hold, by its id or text; may be said several times', several, [])
      .option('--json', 'print one JSON object', false)
      .action((holds: string[], { not, json }: { not: readonly string[]; json: boolean }) =>
        ends(
          withProgram(
            context,
            async (program) => {
              const client = program.client('person');
              const answer = await client.dispatch({ type: 'facts.suppose', holds, not: [...not] });
              const lines = json ? [jsonLine(context, answer)] : otherwiseLines(answer);
              for (const line of lines) context.terminal.out(line);
              return EXIT.done;
            },
            { reads: true },
          ),
        ),
      ),
  (context: Context, ends: Ends): Command =>
    new Command('rules')
      .description('list what Sonny concludes by itself, or say what other rules would change')
      .option('--raw', 'list them with each as it is written', false)
      .option('--text', 'print the whole text of the rules, as --compare reads it', false)
      .option('--compare <file>', 'say what the rules in this file would change; they are not loaded')
      .option('--json', 'print one JSON object', false)
      .action(({ raw, text, compare, json }: { raw: boolean; text: boolean; compare?: string; json: boolean }) =>
        ends(
          withProgram(
            context,
            async (program) => {
              const client = program.client('person');
              const say = (object: object, lines: readonly string[]): void => {
                for (const line of json ? [jsonLine(context, object)] : lines) context.terminal.out(line);
              };
              if (compare !== undefined) {
                const answer = await client.dispatch({ type: 'rules.compare', text: await read(compare) });
                say(answer, otherwiseLines(answer));
              } else if (text) {
                const rules = await client.dispatch({ type: 'rules.text' });
                say(rules, rules.text.trimEnd().split('\n'));
              } else {
                const rules = await client.dispatch({ type: 'rules.list' });
                say({ rules }, ruleLines(rules, raw));
              }
              return EXIT.done;
            },
            { reads: true },
          ),
        ),
      ),
];

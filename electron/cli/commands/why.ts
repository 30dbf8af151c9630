import { Command } from 'commander';
import type { Client } from '../../../shared/protocol/rpc-client.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Explanation } from '../../../shared/protocol/knowledge.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { runNamed } from '../run-named.ts';
import { explanationLines } from '../wording.ts';

/** So many skills are named where words fit more than one. */
const MOST = 5;

export const whyCommand = (context: Context, ends: Ends): Command =>
  new Command('why')
    .description('say why a fact holds or does not, or why a run went as it did')
    .argument('[what]', 'a fact: duplicate("/a", "/b"), its id, or a run’s id from the history', 'last')
    .option('--step <number>', 'why a step of the run is in its plan')
    .option('--not <words>', 'why the run does not do something else: "copies files", or a skill’s name')
    .option('--json', 'print one JSON object', false)
    .action((what: string, { json, ...about }: About & { json: boolean }) =>
      ends(
        withProgram(
          context,
          async (program) => {
            const explanation = await explain(program.client('person'), what, about);
            const lines = json ? [jsonLine(context, explanation)] : explanationLines(explanation);
            for (const line of lines) context.terminal.out(line);
            return EXIT.done;
          },
          { reads: true },
        ),
      ),
    );

/** What of a run is asked about, where it is not the whole. */
interface About {
  readonly step?: string;
  readonly not?: string;
}

/** The step by its number. */
async function whyStep(client: Client, runId: string, number: string): Promise<Explanation> {
  const { steps } = await client.dispatch({ type: 'run.get', runId });
  const step = /^\d+$/u.test(number) ? steps[Number(number) - 1] : undefined;
  if (!step)
    throw new SonnyError('COMMAND_INVALID', `There is no step ${number}: the run has ${steps.length || 'none'}.`);
  return client.dispatch({ type: 'step.why', runId, stepId: step.id });
}

/** The one skill that is meant: by its name, or by words of what it does. */
async function whyNot(client: Client, runId: string, meant: string): Promise<Explanation> {
  const skills = await client.dispatch({ type: 'skills.list' });
  const words = meant.toLowerCase().split(/\s+/u);
  const found = skills.filter(({ name }) => name === meant);
  if (found.length === 0)
    found.push(...skills.filter(({ summary }) => words.every((word) => summary.toLowerCase().includes(word))));
  const [one, ...others] = found;
  if (!one || others.length > 0)
    throw new SonnyError(
      'COMMAND_INVALID',
      one
        ? `“${meant}” may be any of these: ${found
            .slice(0, MOST)
            .map(({ name, summary }) => `${name} (${summary})`)
            .join('; ')}.`
        : `Nothing that Sonny can do is called “${meant}”, or says so of itself.`,
    );
  return client.dispatch({ type: 'plan.why-not', runId, skill: one.name });
}

async function explain(client: Client, what: string, { step, not }: About): Promise<Explanation> {
  if (step !== undefined) return whyStep(client, await runNamed(client, what), step);
  if (not !== undefined) return whyNot(client, await runNamed(client, what), not);
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

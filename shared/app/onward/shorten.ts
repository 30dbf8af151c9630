import { extractFacts } from '../../prompts/asks/extract-facts.ts';
import { summarise } from '../../prompts/asks/summarise.ts';
import type { DataInput } from '../../prompts/data.ts';
import { tokensOf } from '../../prompts/tokens.ts';
import { SonnyError } from '../../protocol/errors.ts';
import { SONNY } from '../../symbolic/labels/source.ts';
import type { ModelAsker } from '../model/ask.ts';
import { locate } from '../model/said.ts';

/** How much of a prompt what was read may take, and of how many texts a summary is asked for: the others are cut. */
const READ_SHARE = 0.5;
const MOST_SUMMED = 5;

/** What ends the asking as a whole, and is no answer that one could go on without. */
export const ENDS: readonly SonnyError['code'][] = ['CANCELLED', 'STOPPED', 'BUDGET_COST'];

/** What facts are stated in: of what, which of its properties, and what it is. */
const RELATIONS: DataInput = {
  from: SONNY,
  text: 'says(what, property, value): what the text states, as in says("invoice 17", "date", "2026-03-05"). Names, dates, numbers and addresses above all.',
};

/** The facts that a text states, each with the words that it rests on; those whose words are not in it are left out. */
const factsIn = async (data: DataInput, wanted: DataInput, asker: ModelAsker): Promise<readonly string[]> => {
  const { facts } = await asker.ask(extractFacts, { relations: RELATIONS, texts: [data], wanted });
  return facts
    .filter(({ quote }) => locate(data.text, quote) !== null)
    .map(({ args, quote }) => `${args.join(', ')} (“${quote}”)`);
};

/** Nothing where it fails: it is a help, no more. */
const helped = async <T>(help: Promise<T>, none: T): Promise<T> =>
  help.catch((thrown: unknown) => {
    if (ENDS.includes(SonnyError.from(thrown).code)) throw thrown;
    return none;
  });

/**
 * A long text in a model's words, and the facts in it word for word, since a summary may round what an act hangs on. Both are as much of their
 * source as the text was. Where there is no such help the text stays, and is cut.
 */
const summed = async (data: DataInput, wanted: DataInput, asker: ModelAsker): Promise<DataInput> => {
  const [head = ''] = data.text.split('\n', 1);
  const short = await helped(asker.ask(summarise, { texts: [data], wanted }), null);
  const facts = await helped(factsIn(data, wanted, asker), []);
  if (!short && facts.length === 0) return data;
  return { ...data, text: [`${head} (in short)`, ...(short ? [short.summary] : []), ...facts].join('\n') };
};

/**
 * What was read, so that there is room for it: where it takes too much, the longest texts are summed up for what is wanted of them. What the run
 * is held to is no part of it, and is never shortened.
 */
export const withinRoom = async (
  read: readonly DataInput[],
  wanted: DataInput,
  asker: ModelAsker,
): Promise<readonly DataInput[]> => {
  const room = Math.floor(asker.room * READ_SHARE);
  const texts = [...read];
  const total = (): number => texts.reduce((sum, { text }) => sum + tokensOf(text), 0);
  for (let asked = 0; asked < MOST_SUMMED && asker.name !== '' && total() > room; asked++) {
    const sizes = texts.map(({ text }, i) => ({ i, size: text.includes('(in short)\n') ? 0 : tokensOf(text) }));
    const longest = sizes.reduce((a, b) => (b.size > a.size ? b : a), { i: -1, size: 0 });
    const data = texts[longest.i];
    if (!data) break;
    const shorter = await summed(data, wanted, asker);
    if (shorter === data) break;
    texts[longest.i] = shorter;
  }
  return texts;
};

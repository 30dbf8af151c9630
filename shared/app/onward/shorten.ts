import { summarise } from '../../prompts/asks/summarise.ts';
import type { DataInput } from '../../prompts/data.ts';
import { tokensOf } from '../../prompts/tokens.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { ModelAsker } from '../model/ask.ts';

/** How much of a prompt what was read may take, and of how many texts a summary is asked for: the others are cut. */
const READ_SHARE = 0.5;
const MOST_SUMMED = 5;

const ENDS: readonly SonnyError['code'][] = ['CANCELLED', 'STOPPED', 'BUDGET_COST'];

/** Long texts in a model's words. A summary is as much of its source as the text was: only shorter. */
const summed = async (data: DataInput, wanted: DataInput, asker: ModelAsker): Promise<DataInput> => {
  const [head = ''] = data.text.split('\n', 1);
  try {
    const { summary } = await asker.ask(summarise, { texts: [data], wanted });
    return { ...data, text: `${head} (in short)\n${summary}` };
  } catch (thrown) {
    // It is a help, no more: where there is none the text is cut.
    if (ENDS.includes(SonnyError.from(thrown).code)) throw thrown;
    return data;
  }
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

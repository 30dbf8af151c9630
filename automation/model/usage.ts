import type { ModelUsage } from '../../shared/ports/model.ts';
import type { ModelPrice } from './server.ts';

/** What a server counts, in its own words; a field that is missing or no number is not counted. */
export interface CountedTokens {
  readonly input?: number | undefined;
  readonly cachedInput?: number | undefined;
  readonly output?: number | undefined;
  /** US dollars, from servers that name it. */
  readonly dollars?: number | undefined;
}

/** A token of English has about four letters: https://help.openai.com/en/articles/4936856. */
export const estimateTokens = (letters: number): number => Math.ceil(letters / 4);

const num = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

const field = (object: unknown, name: string): unknown =>
  typeof object === 'object' && object !== null ? (object as Record<string, unknown>)[name] : undefined;

/** Reads a `usage` object of chat completions, embeddings or responses. */
export const readUsage = (usage: unknown): CountedTokens => ({
  input: num(field(usage, 'prompt_tokens')) ?? num(field(usage, 'input_tokens')),
  cachedInput:
    num(field(field(usage, 'prompt_tokens_details'), 'cached_tokens')) ??
    num(field(field(usage, 'input_tokens_details'), 'cached_tokens')),
  output: num(field(usage, 'completion_tokens')) ?? num(field(usage, 'output_tokens')),
  dollars: num(field(usage, 'cost')),
});

/** With a cost: by the price, which is dollars for a million tokens and so millionths for one; else as the server names it. */
export const priced = (
  counted: CountedTokens,
  letters: { readonly input: number; readonly output: number },
  price: ModelPrice | null,
): ModelUsage => {
  const input = counted.input ?? estimateTokens(letters.input);
  const cachedInput = Math.min(counted.cachedInput ?? 0, input);
  const output = counted.output ?? estimateTokens(letters.output);
  const cost = price
    ? (input - cachedInput) * price.input + cachedInput * (price.cachedInput ?? price.input) + output * price.output
    : counted.dollars === undefined
      ? null
      : counted.dollars * 1_000_000;
  return { input, cachedInput, output, cost: cost === null ? null : Math.round(cost) };
};

import type { z } from 'zod';

/** What was read from an answer's text, or what is wrong with it in words that its writer can mend it by. */
type Reading = { readonly value: unknown } | { readonly wrong: string };

/** How many complaints a model is told at once. */
const MOST_COMPLAINTS = 8;

const tryParse = (text: string): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
};

/** The text between the first opening bracket and the last closing one: models like to say a word before and after. */
const bracketed = (text: string): string => {
  const start = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return start < 0 || end < start ? '' : text.slice(start, end + 1);
};

/** The JSON of a text, also inside a code fence or a sentence; nothing is guessed about JSON that is itself broken. */
const parseJson = (text: string): { readonly value: unknown } | null => tryParse(text) ?? tryParse(bracketed(text));

const complaints = (error: z.ZodError): string =>
  error.issues
    .slice(0, MOST_COMPLAINTS)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');

/** Parses `text` as JSON and by `schema`. */
export const readJson = (text: string, schema: z.ZodType): Reading => {
  const json = parseJson(text);
  if (!json) return { wrong: 'it is not JSON' };
  const parsed = schema.safeParse(json.value);
  return parsed.success ? { value: parsed.data } : { wrong: complaints(parsed.error) };
};

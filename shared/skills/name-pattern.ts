/** What may stand in a pattern of new names, for a person. */
export const PLACEHOLDERS =
  'There are {name} (the name without its ending), {ext} (the ending), {n} (1, 2, 3 …) and {n:3} (001, 002 …).';

/** The first thing in braces of a pattern that stands for nothing, and would become part of every name; null: there is none. */
export const unknownPlaceholder = (pattern: string): string | null =>
  pattern.match(/\{[^{}]*\}/gu)?.find((each) => !/^\{(?:name|ext|n(?::\d+)?)\}$/u.test(each)) ?? null;

/** What a spreadsheet would take for a formula; a number with its sign is none. */
const FORMULA = /^[=+\-@\t\r]/u;
const NUMBER = /^[+-]?[\d.,\s]*\d[\d.,\s]*%?$/u;

const isFormula = (text: string): boolean => FORMULA.test(text) && !NUMBER.test(text);

/** How many cells a spreadsheet would have taken for formulas: each has an apostrophe before it in `csvOf`. */
export const formulasIn = (rows: readonly (readonly string[])[]): number => rows.flat().filter(isFormula).length;

const cellOf = (text: string): string => {
  // A page must not put a formula into somebody's spreadsheet (OWASP, "CSV Injection"): an apostrophe makes it text.
  const safe = isFormula(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Comma-separated values (RFC 4180, lines end with a line feed), every row as wide as the widest. */
export const csvOf = (rows: readonly (readonly string[])[]): string => {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => `${Array.from({ length: width }, (_, i) => cellOf(row[i] ?? '')).join(',')}\n`).join('');
};

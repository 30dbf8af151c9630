/** Closing marks by opening mark. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '„': '“”',
  '«': '»',
  '`': '`',
  "'": "'",
  '‘': '’',
};

/** These are apostrophes as well, so they close only where a word does not go on. */
const APOSTROPHES = "'’";

export interface Quotation {
  /** What stands between the marks, verbatim; only an escaped closing mark loses its backslash. */
  readonly value: string;
  /** Offset after the closing mark; the end of the text when it is never closed. */
  readonly end: number;
  readonly closed: boolean;
}

const goesOn = (text: string, at: number): boolean => /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2));

const closes = (text: string, at: number, closing: string): boolean => {
  const mark = text.charAt(at);
  return mark !== '' && closing.includes(mark) && !(APOSTROPHES.includes(mark) && goesOn(text, at + 1));
};

/** The quotation that begins at an offset, or null where none does. */
export const readQuotation = (text: string, start: number): Quotation | null => {
  const opening = text.charAt(start);
  const closing = CLOSING[opening];
  if (closing === undefined) return null;
  let from = start + 1;
  let depth = 0;
  let value = '';
  let escaped: Quotation | null = null;
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) === '\\' && closes(text, at + 1, closing)) {
      // Kept in case nothing else closes it: then the backslash belonged to the text, as in "C:\".
      escaped = { value: value + text.slice(from, at + 1), end: at + 2, closed: true };
      value += text.slice(from, at);
      from = at + 1;
      at += 1;
    } else if (closes(text, at, closing) && depth === 0) {
      return { value: value + text.slice(from, at), end: at + 1, closed: true };
    } else if (closes(text, at, closing)) {
      depth -= 1;
    } else if (text.charAt(at) === opening && opening !== '„' && !APOSTROPHES.includes(opening)) {
      depth += 1;
    }
  }
  if (escaped) return escaped;
  // A lone apostrophe is a letter's, not a quotation's.
  if (opening === "'" || opening === '‘') return null;
  return { value: text.slice(start + 1), end: text.length, closed: false };
};

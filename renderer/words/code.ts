/** A stretch of a sentence; `code`: it is typed as it stands. */
export interface Stretch {
  readonly text: string;
  readonly code: boolean;
}

/** Cuts a sentence at its back-ticks, which stand around what is typed. One that has no partner is a letter like others. */
export const stretches = (text: string): readonly Stretch[] => {
  const found: Stretch[] = [];
  let at = 0;
  for (const { 0: whole, 1: inner = '', index } of text.matchAll(/`([^`\n]+)`/gu)) {
    if (index > at) found.push({ text: text.slice(at, index), code: false });
    found.push({ text: inner, code: true });
    at = index + whole.length;
  }
  if (at < text.length) found.push({ text: text.slice(at), code: false });
  return found;
};

/** Every line of a text with what ends it. */
const linesOf = (text: string): readonly string[] => text.split(/(?<=\n)/u);

const MARK = '\uFEFF';

/** What a line says, without what ends it and without the mark that a text may begin with. */
const said = (line: string): string => line.replace(MARK, '').replace(/\r?\n$/u, '');

/** How many lines of a text say just this. */
export const countLines = (text: string, line: string): number =>
  linesOf(text).filter((one) => said(one) === line).length;

/** The text without the lines that say just this; all else stays as it is, byte for byte. */
export const withoutLines = (text: string, line: string): string => {
  const kept = linesOf(text)
    .filter((one) => said(one) !== line)
    .join('');
  return text.startsWith(MARK) && !kept.startsWith(MARK) ? MARK + kept : kept;
};

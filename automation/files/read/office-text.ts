import { xmlParts, type XmlPart } from './xml-text.ts';

/** How the XML of one office format says what is text. */
interface Format {
  /** The element that holds the document's text. */
  readonly body: string;
  /** Elements that end a line. */
  readonly paragraphs: ReadonlySet<string>;
  /** Elements whose inside is no part of the text: notes in the margin, what was deleted. */
  readonly skipped: ReadonlySet<string>;
  /** Elements that stand for characters. */
  character(name: string, attributes: string): string;
  /** Text as it counts, by the element it is directly in. */
  text(raw: string, element: string): string;
}

/** OpenDocument: runs of white space count as one space; more are written as elements. */
export const OPEN_DOCUMENT: Format = {
  body: 'office:body',
  paragraphs: new Set(['text:p', 'text:h']),
  skipped: new Set(['text:tracked-changes', 'office:annotation', 'office:forms', 'text:sequence-decls']),
  character(name, attributes) {
    if (name === 'text:s') return ' '.repeat(Math.min(10_000, Number(/text:c="(\d+)"/.exec(attributes)?.[1] ?? 1)));
    return name === 'text:tab' ? '\t' : name === 'text:line-break' ? '\n' : '';
  },
  text: (raw) => raw.replace(/[\t\n\r ]+/g, ' '),
};

/** Office Open XML: only `w:t` holds text, and every character of it counts. */
export const WORD: Format = {
  body: 'w:body',
  paragraphs: new Set(['w:p']),
  skipped: new Set(['w:del', 'w:tabs']),
  character: (name) =>
    name === 'w:tab' ? '\t' : name === 'w:br' || name === 'w:cr' ? '\n' : name === 'w:noBreakHyphen' ? '\u2011' : '',
  text: (raw, element) => (element === 'w:t' ? raw : ''),
};

/** The text of an office document's XML: a line for each paragraph, without a newline after the last. */
export const officeText = (xml: string, format: Format): string => {
  const lines: string[] = [];
  /** Lines of the paragraphs that are open: a text box has paragraphs inside one. */
  const open: string[] = [];
  const path: string[] = [];
  let skipping = 0;
  const add = (text: string): void => {
    if (open.length > 0 && skipping === 0) open[open.length - 1] += text;
  };
  const enter = (part: Extract<XmlPart, { name: string }>): void => {
    path.push(part.name);
    if (format.skipped.has(part.name)) skipping++;
    else if (skipping === 0 && path.includes(format.body)) {
      if (format.paragraphs.has(part.name)) open.push('');
      add(format.character(part.name, part.attributes));
    }
  };
  const leave = (name: string): void => {
    if (path.pop() !== name) return;
    if (format.skipped.has(name)) skipping--;
    else if (skipping === 0 && format.paragraphs.has(name)) lines.push(...open.splice(-1));
  };
  for (const part of xmlParts(xml)) {
    if (part.kind === 'text') add(format.text(part.text, path.at(-1) ?? ''));
    else if (part.kind === 'close') leave(part.name);
    else {
      enter(part);
      if (part.kind === 'empty') leave(part.name);
    }
  }
  return lines.join('\n');
};

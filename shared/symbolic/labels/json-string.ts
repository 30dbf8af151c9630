import { joinLabels, type Labels } from './source.ts';
import { TextBuilder, type LabelledText } from './text.ts';

/** Writes a text as JSON.stringify does. The quotes carry `quotes`. */
export const jsonString = (text: LabelledText, quotes: Labels, builder: TextBuilder): void => {
  builder.add('"', quotes);
  for (const { start, end, labels } of text.spans)
    builder.add(JSON.stringify(text.text.slice(start, end)).slice(1, -1), labels);
  builder.add('"', quotes);
};

/** The text between the quotes at `start` and where it ends, in JSON that is known to be well formed. */
export const jsonEnd = (json: LabelledText, start: number): { readonly text: LabelledText; readonly end: number } => {
  const builder = new TextBuilder();
  let at = start + 1;
  for (;;) {
    const escape = json.text.indexOf('\\', at);
    const quote = json.text.indexOf('"', at);
    if (escape < 0 || quote < escape) {
      builder.append(json.slice(at, quote));
      return { text: builder.built(), end: quote + 1 };
    }
    builder.append(json.slice(at, escape));
    const end = escape + (json.text[escape + 1] === 'u' ? 6 : 2);
    const character: unknown = JSON.parse(`"${json.text.slice(escape, end)}"`);
    builder.add(String(character), joinLabels([json.labelsIn(escape, end)]));
    at = end;
  }
};

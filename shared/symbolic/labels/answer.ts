import { joinLabels, type Labels } from './source.ts';
import { LabelledText } from './text.ts';

/**
 * What a model answered. Nobody can tell which of its inputs a word of it comes from, so every character carries the labels
 * of all of them, and the model's own.
 */
export const answerOf = (text: string, model: string, inputs: Iterable<{ readonly labels: Labels }>): LabelledText =>
  LabelledText.carrying(
    text,
    joinLabels([[{ kind: 'model', of: model }], ...[...inputs].map((input) => input.labels)]),
  );

import { answerOf } from '../../../../shared/symbolic/labels/answer.ts';
import { LabelledJson } from '../../../../shared/symbolic/labels/json.ts';
import { SONNY, type Source } from '../../../../shared/symbolic/labels/source.ts';
import { fillTemplate, labelled, LabelledText } from '../../../../shared/symbolic/labels/text.ts';

interface Change {
  readonly name: string;
  readonly make: (text: LabelledText) => LabelledText;
  /** How many characters of the result Sonny put there itself. */
  readonly own?: (text: LabelledText) => number;
}

const ours = (text: string): LabelledText => LabelledText.of(text, SONNY);

const throughJson = (text: LabelledText): LabelledText =>
  LabelledJson.parse(LabelledJson.record({ body: LabelledJson.text(text) }).stringify()).get('body')?.asText ?? text;

const CHANGES: readonly Change[] = [
  { name: 'trim', make: (text) => LabelledText.join([ours('  '), text, ours('\n')]).trim() },
  { name: 'slice', make: (text) => text.slice(1, -1) },
  { name: 'join', make: (text) => LabelledText.join([text, text], ours(' | ')), own: () => 3 },
  { name: 'split', make: (text) => LabelledText.join(text.split(/\s+/u)) },
  {
    name: 'replace in it',
    make: (text) => text.replace('a', ours('4'), 'all'),
    own: ({ text }) => text.split('a').length - 1,
  },
  { name: 'put in by replace', make: (text) => ours('See HERE.').replace('HERE', text), own: () => 5 },
  { name: 'template', make: (text) => fillTemplate('Sum up:\n{{data}}\nEnd.', { data: text }), own: () => 13 },
  { name: 'template literal', make: (text) => labelled`It says “${text}”.`, own: () => 11 },
  { name: 'upper case', make: (text) => text.map((plain) => plain.toUpperCase()) },
  { name: 'normal form', make: (text) => text.map((plain) => plain.normalize('NFKC')) },
  { name: 'reversed', make: (text) => text.map((plain) => [...plain].reverse().join('')) },
  { name: 'JSON', make: throughJson },
  {
    name: 'JSON in JSON',
    make: (text) => {
      const inner = LabelledJson.record({ body: LabelledJson.text(text) }).stringify();
      return LabelledJson.parse(throughJson(inner)).get('body')?.asText ?? ours('lost');
    },
  },
  { name: 'the journal', make: (text) => LabelledText.parse(JSON.parse(JSON.stringify(text))) },
  { name: 'a model’s summary', make: (text) => answerOf('A nice stay.', 'local', [ours('Sum up.'), text]) },
];

export const CHANGE_COUNT = CHANGES.length;

/** The changes after which a character that came of others' words does not say so, by name. */
export const losses = (words: string, source: Source): readonly string[] => {
  const theirs = LabelledText.of(words, source);
  return CHANGES.filter(({ make, own }) => {
    const changed = make(theirs);
    const unlabelled = changed.spans
      .filter(({ labels }) => !labels.some(({ kind, of }) => kind === source.kind && of === source.of))
      .reduce((sum, { start, end }) => sum + end - start, 0);
    return changed.length === 0 || unlabelled !== (own?.(theirs) ?? 0);
  }).map(({ name }) => name);
};

import type { Chip } from '../protocol/run.ts';
import type { Clause } from './clause.ts';
import type { Span } from './match.ts';
import type { Token, Tokens } from './token.ts';

/** Words of a phrase that carry no meaning of their own at the end of its verb. */
const SMALL = new Set('in into to on onto of for with as at the a an up it by using is from'.split(' '));

const chip = (kind: Chip['kind'], first: Token | undefined, last: Token | undefined, say: string): readonly Chip[] =>
  first && last ? [{ kind, start: first.start, end: last.end, say }] : [];

/** The phrase's first words that mean something are its verb; its other words are how slots are joined. */
const verbOf = (spans: readonly Span[], tokens: Tokens, say: string): readonly Chip[] => {
  for (const { kind, from, to } of spans) {
    if (kind !== 'verb') continue;
    let end = to;
    while (end > from && SMALL.has(tokens[end - 1]?.value ?? '')) end -= 1;
    if (end > from) return chip('verb', tokens[from], tokens[end - 1], say);
  }
  return [];
};

export const chipsOf = (spans: readonly Span[], tokens: Tokens, verb: string): readonly Chip[] =>
  [
    ...verbOf(spans, tokens, verb),
    ...spans.filter((s) => s.kind !== 'verb').flatMap((s) => chip(s.kind, tokens[s.from], tokens[s.to - 1], s.say)),
  ].sort((a, b) => a.start - b.start);

export const chipsOfClauses = (clauses: readonly Clause[], tokens: Tokens): readonly Chip[] =>
  clauses.flatMap(({ phrase, match }) => chipsOf(match.spans, tokens, phrase.verb));

/** From a piece that could not be read to the end of its sentence. */
export const unknownFrom = (tokens: Tokens, at: number): Chip | null => {
  const rest = tokens.slice(at);
  const stop = rest.findIndex(
    (t, i) =>
      i > 0 &&
      (t.kind === 'break' || (t.kind === 'mark' && t.value === ';') || (t.kind === 'word' && t.value === 'then')),
  );
  const last = stop < 0 ? rest.at(-1) : rest[stop - 1];
  return chip('unknown', rest[0], last, 'not understood')[0] ?? null;
};

import type { Chip } from '../protocol/run.ts';
import type { Constraint } from '../protocol/constraint.ts';
import { limits, type Clause } from './clause.ts';
import type { Span } from './match.ts';
import type { Token, Tokens } from './token.ts';

/** Words of a phrase that carry no meaning of their own at the end of its verb. */
const SMALL = new Set('in into to on onto of for with as at the a an up it by using is from'.split(' '));

const chip = (kind: Chip['kind'], first: Token | undefined, last: Token | undefined, say: string): readonly Chip[] =>
  first && last ? [{ kind, start: first.start, end: last.end, say }] : [];

/** A phrase's own words without the small ones around them, or null where there are only small ones. */
const meaningOf = ({ from, to }: Span, tokens: Tokens): { readonly first: number; readonly last: number } | null => {
  const isSmall = (at: number): boolean => SMALL.has(tokens[at]?.value ?? '') || tokens[at]?.kind === 'mark';
  let first = from;
  let last = to - 1;
  while (first <= last && isSmall(last)) last -= 1;
  while (first <= last && isSmall(first)) first += 1;
  return first > last ? null : { first, last };
};

/** The phrase's first words that mean something are its verb; later ones say where (`to the trash`) or how. */
export const chipsOf = (spans: readonly Span[], tokens: Tokens, verb: string): readonly Chip[] => {
  let named = false;
  return spans.flatMap((span) => {
    if (span.kind !== 'verb') return chip(span.kind, tokens[span.from], tokens[span.to - 1], span.say);
    const meaning = meaningOf(span, tokens);
    if (!meaning) return [];
    const { first, last } = meaning;
    const words = tokens.slice(first, last + 1).map((t) => t.text);
    const kind = named && first > span.from ? 'place' : 'verb';
    const say = named ? words.join(' ') : verb;
    named = true;
    return chip(kind, tokens[first], tokens[last], say);
  });
};

/** A limit is one chip, in the words it will be held to by; before those are known, in the person's. */
const limitChip = ({ start, match }: Clause, tokens: Tokens, constraints: readonly Constraint[]): readonly Chip[] => {
  const words = tokens.slice(start, match.next);
  const known = constraints.find((c) => c.start === words[0]?.start);
  return chip('constraint', words[0], words.at(-1), known?.say ?? words.map((t) => t.text).join(' '));
};

/** How each clause was understood, in the order of the goal. */
export const chipsOfClauses = (
  clauses: readonly Clause[],
  tokens: Tokens,
  constraints: readonly Constraint[] = [],
): readonly Chip[] =>
  clauses.flatMap((clause) =>
    limits(clause) ? limitChip(clause, tokens, constraints) : chipsOf(clause.match.spans, tokens, clause.phrase.verb),
  );

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

import { againstIn, upToLimit } from './against.ts';
import { chipsOf, chipsOfClauses, unknownFrom } from './chips.ts';
import type { GoalContext, Reading } from './intent.ts';
import type { Chip } from '../protocol/run.ts';
import { limitsIn } from './limits-in.ts';
import { search } from './search.ts';
import { tokenize, type Tokens } from './token.ts';
import { troubleAt, troubleInText } from './trouble.ts';

const present = <T>(x: T | null): readonly T[] => (x === null ? [] : [x]);

/** Reads a goal without looking for what could be meant instead: a reading's suggestions are those of its trouble, if any. */
export const understand = (text: string, context: GoalContext, tokens: Tokens = tokenize(text)): Reading => {
  if (text.trim() === '')
    return { kind: 'not-understood', flaw: true, trouble: 'Type what you want done.', suggestions: [], chips: [] };
  const flaw = troubleInText(text, tokens);
  if (flaw)
    return {
      kind: 'not-understood',
      flaw: true,
      trouble: flaw.say,
      suggestions: [],
      chips: present(unknownFrom(tokens, flaw.at)),
    };
  const outcome = search(tokens, context);
  const guess =
    outcome.kind === 'doubt' && outcome.guess?.sought
      ? { guess: { ...outcome.guess, sought: outcome.guess.sought } }
      : {};
  // A faint guess alone is no reading: what is said is what would be said without it.
  if (outcome.kind === 'doubt' && outcome.doubt.kind === 'question' && outcome.doubt.guess === 'faint') {
    const plain = understand(text, { ...context, guessing: false }, tokens);
    return plain.kind === 'not-understood' ? { ...plain, ...guess } : plain;
  }
  const chips = chipsOfClauses(outcome.clauses, tokens, outcome.kind === 'read' ? outcome.constraints : []);
  if (outcome.kind === 'read')
    return { kind: 'understood', intents: outcome.intents, constraints: outcome.constraints, chips };
  if (outcome.kind === 'doubt') {
    const { doubt } = outcome;
    return doubt.kind === 'question'
      ? {
          kind: 'ambiguous',
          subject: doubt.subject,
          ask: doubt.ask,
          candidates: doubt.candidates,
          ...(doubt.sought ? { sought: doubt.sought } : {}),
          chips,
        }
      : {
          kind: 'not-understood',
          ...(doubt.late ? { flaw: true, late: true } : {}),
          ...(doubt.never ? { flaw: true, never: doubt.never } : {}),
          trouble: doubt.say,
          suggestions: doubt.near ?? [],
          ...guess,
          chips,
        };
  }
  return unread(text, tokens, outcome, chips, context);
};

/** What is said of a goal of which some words could not be read. What it is to be kept to may well be understood. */
const unread = (
  text: string,
  tokens: Tokens,
  { at, spans, clauses }: Extract<ReturnType<typeof search>, { kind: 'stuck' }>,
  chips: readonly Chip[],
  context: GoalContext,
): Reading => {
  const limits = limitsIn(text, context);
  const rest = unknownFrom(tokens, at);
  const kept = limits
    .filter(({ start }) => start >= (rest?.start ?? text.length))
    .map(({ start, end, say }): Chip => ({ kind: 'constraint', start, end, say }));
  const against = againstIn(text, tokens[(clauses.at(-1)?.match.next ?? 0) - 1]?.end ?? 0, limits);
  if (against)
    return {
      kind: 'not-understood',
      flaw: true,
      never: 'against',
      trouble: against.say,
      suggestions: [],
      chips: [...chips, { kind: 'unknown', ...against.part, say: 'goes against what is to be kept to' }, ...kept],
    };
  const trouble = troubleAt(text, tokens, at, limits);
  const unknown = rest && { ...rest, end: Math.min(rest.end, upToLimit(text, rest.start, limits).end) };
  return {
    kind: 'not-understood',
    trouble: trouble.say,
    ...(trouble.unread ? { unread: true } : {}),
    ...(trouble.limit ? { limit: true } : {}),
    suggestions: [],
    chips: [...chips, ...chipsOf(spans, tokens, 'begins'), ...present(unknown), ...kept],
  };
};

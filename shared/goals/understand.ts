import { chipsOf, chipsOfClauses, unknownFrom } from './chips.ts';
import type { GoalContext, Reading } from './intent.ts';
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
  const trouble = troubleAt(text, tokens, outcome.at);
  const begun = chipsOf(outcome.spans, tokens, 'begins');
  return {
    kind: 'not-understood',
    trouble: trouble.say,
    ...(trouble.unread ? { unread: true } : {}),
    suggestions: [],
    chips: [...chips, ...begun, ...present(unknownFrom(tokens, outcome.at))],
  };
};

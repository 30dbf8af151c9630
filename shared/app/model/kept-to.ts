import { limitsIn } from '../../goals/limits-in.ts';
import type { GoalContext } from '../../goals/intent.ts';
import { understand } from '../../goals/understand.ts';
import type { Proposal } from '../../prompts/proposal.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import { isSaid } from '../../policy/provenance/said.ts';
import type { Question } from '../../protocol/run.ts';
import { forbiddenIn } from './forbids.ts';
import { isWorded, locate } from './said.ts';

export type KeptTo =
  | { readonly constraints: readonly Constraint[] }
  | { readonly question: Omit<Question, 'id'> }
  | { readonly wrong: string };

/** What a model says of words that sound like a limit and only tell what is meant: "files without an ending". The person has the last word. */
const NO_LIMIT = 'none';
const SELECTS = 'selects';

const isItOne = (words: string, subject: string): Omit<Question, 'id'> => ({
  subject,
  ask: `“${words}”: is that something to keep to? I don’t know how to hold a plan to it.`,
  candidates: [
    {
      id: SELECTS,
      label: 'No, it only says what is meant',
      detail: 'The plan shows what was made of it before anything is done.',
    },
  ],
});

interface Place {
  readonly start: number;
  readonly end: number;
}

const inside = (at: number, places: readonly Place[]): boolean => places.some((p) => p.start <= at && at < p.end);

/** What stands in quotation marks is text, and forbids nothing. */
const quoted = (goal: string): readonly Place[] =>
  [...goal.matchAll(/"[^"]*"|“[^”]*”|„[^“”]*[“”]/gu)].map((m) => ({ start: m.index, end: m.index + m[0].length }));

/** What the goal forbids, from there to the end of its sentence, where nothing covers it. null: nothing is left open. */
const openIn = (goal: string, covered: readonly Place[]): string | null => {
  const known = [...covered, ...quoted(goal)];
  const open = forbiddenIn(goal).find((at) => !inside(at, known));
  return open === undefined ? null : (goal.slice(open).split(/[.;!?\n。；！？]/u)[0] ?? '');
};

/** What a proposed limit speaks of must be in the words that it stands for: a model may not name another place, or a larger number. */
const isFaithful = ({ rule }: Constraint, words: string, home: string): boolean => {
  if ('paths' in rule && rule.paths)
    return rule.paths.every(
      (p) => isSaid('path', p, [words], home) || isWorded(p.slice(p.lastIndexOf('/') + 1), [words]),
    );
  if (rule.kind === 'at-most') return isSaid('amount', rule.files, [words], home) || rule.files <= 1;
  if (rule.kind === 'spend') return isSaid('amount', rule.amount, [words], home) || rule.amount === 0;
  return true;
};

/**
 * What the run is held to: every limit of the goal that can be read without a model, and what the model adds in the same forms. Where the goal
 * forbids something that neither has, the proposal is wrong: nothing that a person forbids is left out.
 */
export const keptTo = (goal: string, { keep }: Pick<Proposal, 'keep'>, context: GoalContext): KeptTo => {
  const found: Constraint[] = [...limitsIn(goal, context)];
  const selecting: Place[] = [];
  for (const { words, limit } of keep) {
    const place = locate(goal, words);
    if (!place) return { wrong: `The goal does not have the words “${words}”.` };
    if (found.some((c) => c.start <= place.start && place.end <= c.end)) continue;
    if (limit.trim().toLowerCase() === NO_LIMIT) {
      const said = goal.slice(place.start, place.end);
      const subject = `limit:${said}`;
      if (context.answers[subject] !== SELECTS) return { question: isItOne(said, subject) };
      selecting.push(place);
      continue;
    }
    const reading = understand(`list the files in ~/Documents, ${limit}`, context);
    const [rule, ...more] = reading.kind === 'understood' && reading.intents.length === 1 ? reading.constraints : [];
    if (!rule || more.length > 0) return { wrong: `The limit “${limit}” has none of the forms that can be held to.` };
    if (!isFaithful(rule, goal.slice(place.start, place.end), context.home))
      return { wrong: `The limit “${limit}” names something that is not in “${words}”.` };
    found.push({ ...rule, ...place, id: `c${found.length + 1}` });
  }
  const open = openIn(goal, [...found, ...selecting]);
  return open === null
    ? { constraints: found }
    : { wrong: `The goal says “${open.slice(0, 120)}”, and nothing in “keep” holds the plan to it.` };
};

/**
 * The same where nobody proposes limits: what the goal forbids in words that can't be read is a question to the person. Each of them is asked
 * about by itself.
 */
export const keptToByGrammar = (goal: string, context: GoalContext): Exclude<KeptTo, { wrong: string }> => {
  const constraints = limitsIn(goal, context);
  const selecting: Place[] = [];
  for (;;) {
    const open = openIn(goal, [...constraints, ...selecting]);
    if (open === null) return { constraints };
    if (context.answers[`limit:${open}`] !== SELECTS) return { question: isItOne(open, `limit:${open}`) };
    const start = goal.indexOf(open);
    selecting.push({ start, end: start + open.length });
  }
};

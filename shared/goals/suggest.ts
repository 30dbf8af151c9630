import { SKILLS } from '../skills/catalogue.ts';
import { TASKS } from '../skills/tasks.ts';
import type { GoalContext } from './intent.ts';
import { distance, likeness } from './names.ts';
import { understand } from './understand.ts';

/** Longer goals are compared by their beginning. */
const COMPARED = 200;

const OPENING = [
  'write "hello" in the text editor and save it as ~/Documents/hello.txt',
  'calculate 12.5 × 8 in the calculator',
  'find all PDFs in ~/Downloads',
];

/** An example in the words of this machine: a kind of application that several belong to becomes the best one's name. */
const localised = (example: string, context: GoalContext): string => {
  const words = new Set(context.apps.flatMap((app) => app.generic));
  return [...words]
    .sort((a, b) => b.length - a.length)
    .reduce((text, word) => {
      const named = context.apps.filter((app) => app.generic.includes(word));
      const [best] = named;
      return best && named.length > 1 ? text.replaceAll(`the ${word}`, best.name) : text;
    }, example);
};

interface Example {
  readonly text: string;
  readonly words: readonly string[];
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The last machine's examples: a list of applications is made anew for each goal, but seldom another one. */
let working: { readonly machine: string; readonly examples: readonly Example[] } | null = null;

/** Every example that works here, in the order of the catalogue. */
const workingExamples = ({ home, apps, skills = SKILLS }: GoalContext): readonly Example[] => {
  const machine = JSON.stringify([
    home,
    apps.map((app) => [app.id, app.name, app.windowClass, app.generic, app.extensions]),
    [...skills.keys()],
  ]);
  if (working?.machine === machine) return working.examples;
  const context = { home, apps, answers: {}, now: 0, skills };
  const all = [...OPENING, ...[...TASKS.values(), ...skills.values()].flatMap(({ examples }) => examples)].map((text) =>
    localised(text, context),
  );
  const examples = [...new Set(all)]
    .filter((text) => understand(text, context).kind === 'understood')
    .map((text) => ({ text, words: wordsOf(text) }));
  working = { machine, examples };
  return examples;
};

/** Shared words count, words that are nearly the same count less, and a verb in common counts twice. */
const nearness = (goal: readonly string[], example: readonly string[]): number => {
  const best = goal.map((word) => Math.max(0, ...example.map((other) => likeness(word, other))) ** 3);
  const verb = likeness(goal[0] ?? '', example[0] ?? '') ** 3;
  return (best.reduce((sum, x) => sum + x, 0) + verb) / (goal.length + example.length);
};

/** Goals that are like this one and work on this machine, nearest first. */
const nearest = (text: string, context: GoalContext): readonly (Example & { readonly score: number })[] => {
  const goal = wordsOf(text.slice(0, COMPARED)).slice(0, 24);
  return workingExamples(context)
    .map((example) => ({ ...example, score: nearness(goal, example.words) }))
    .sort((a, b) => b.score - a.score);
};

/** Words that say nothing of what is to be done or to what. */
const EMPTY = new Set(
  (
    'a an the my your me it its this that them all every some any to in into on onto of for from with and then or as at by up is are be i you we ' +
    'please can could would want what how there everything anything ' +
    // Places are in many goals.
    'documents downloads desktop pictures home txt pdf https http org com'
  ).split(' '),
);

/** Verbs that say little of what is to be done: what is done to, or with, has to be in common as well. */
const VAGUE = new Set(
  'make take get give set put do show use go have start run let add open find send tell'.split(' '),
);

const stem = (word: string): string => (word.length > 3 ? word.replace(/s$/u, '') : word);

/** The same word, alone or as many, or with one slip where it is long enough to be told by the rest. */
const isSame = (a: string, b: string): boolean =>
  stem(a) === stem(b) ||
  (Math.min(a.length, b.length) > 5 && Math.abs(a.length - b.length) < 2 && distance(a, b) === 1);

const telling = (words: readonly string[]): readonly string[] => [
  ...new Set(words.filter((word) => word.length > 1 && !EMPTY.has(word))),
];

/** How many words that say something a goal and an example have in common; none where it is but a verb that says little. */
const inCommon = (goal: readonly string[], example: readonly string[]): number => {
  const others = telling(example);
  const shared = telling(goal).filter((word) => others.some((other) => isSame(word, other)));
  return shared.every((word) => VAGUE.has(word)) ? 0 : shared.length;
};

/** Of use only to who wants to take something back. */
const UNDOING = /^(?:undo|take back) the run /u;
const WANTS_UNDO = /\b(?:undo|revert|runs?|take back|redo)\b/iu;

/** At most three goals that have most words in common with this one and work on this machine; none rather than one about something else. */
export const suggest = (text: string, context: GoalContext): string[] => {
  const goal = wordsOf(text.slice(0, COMPARED));
  const alike = nearest(text, context)
    .filter((example) => !UNDOING.test(example.text) || WANTS_UNDO.test(text))
    .map((example) => ({ ...example, shared: inCommon(goal, example.words) }))
    .filter(({ shared }) => shared > 0);
  const most = Math.max(0, ...alike.map(({ shared }) => shared));
  // Where some have two words in common, those with one are about something else.
  return alike
    .filter(({ shared }) => shared >= Math.min(most, 2))
    .sort((a, b) => b.shared - a.shared || b.score - a.score)
    .slice(0, 3)
    .map((example) => example.text);
};

/** So many goals that work on this machine, those that are like this one first. */
export const examplesLike = (text: string, context: GoalContext, most: number): string[] =>
  nearest(text, context)
    .slice(0, most)
    .map((example) => example.text);

/** Three goals to begin with, from this machine's applications. */
export const examplesFor = (context: GoalContext): string[] =>
  workingExamples(context)
    .slice(0, 3)
    .map(({ text }) => text);

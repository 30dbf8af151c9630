import { isDescribed, type Intent } from '../goals/intent.ts';
import type { Json } from '../protocol/json.ts';
import type { Skill } from '../skills/skill.ts';
import { IF } from '../skills/condition.ts';
import { TASKS } from '../skills/tasks.ts';
import type { State } from '../symbolic/state.ts';
import { bind, emptyDiscourse, remember } from './bind.ts';
import { branches } from './branch.ts';
import { Composing } from './composing.ts';
import type { Draft } from './draft.ts';
import type { Known } from './known.ts';
import { sayKeptEndings } from './kept-ending.ts';
import { doTask } from './methods/do-task.ts';
import { Refusal } from './refusal.ts';
import { sayAllStay, sayStaying } from './staying.ts';
import { shorten } from './words.ts';
import type { WorldFacts } from './world.ts';

export interface Composition {
  readonly drafts: readonly Draft[];
  /** What was seen before the first step. */
  readonly initial: State;
  /** What the goal comes down to as the world stands: its parts as skills, without branches that are not taken. */
  readonly meant: readonly Intent[];
}

/** What the things are that these words name without a place. */
const whereFound = (words: string, { found = [] }: WorldFacts): readonly string[] => [
  ...new Set(found.flatMap(({ name, say }) => (words.includes(name) ? [say] : []))),
];

/** Where the conditions begin that were said right before a part; where it begins itself, if none was. */
const conditionsBefore = ({ start }: Intent, intents: readonly Intent[]): number => {
  const before = intents.filter((one) => one.end <= start);
  const last = before.findLastIndex(({ skill }) => skill !== 'if' && skill !== 'otherwise');
  return Math.min(start, ...before.slice(last + 1).map((one) => one.start));
};

/** What was to come to a place gets another name: who then speaks of that place would be taken to mean what was there before. */
const refuseMistaken = (args: Readonly<Record<string, Json>>, kept: ReadonlySet<string>): void => {
  const mistaken = Object.values(args)
    .flat()
    .find((path) => typeof path === 'string' && kept.has(path));
  if (mistaken !== undefined)
    throw new Refusal(
      'FILE_EXISTS',
      `There is a ${String(mistaken)} already, so what goes there gets another name, and it is not clear which of both is meant then. Name another place, or do it in two goals.`,
    );
};

/** With the things themselves for “it”, where the part that it takes up needs no step in which it could be found. */
const named = (intent: Intent, args: Readonly<Record<string, Json>>): Intent => ({
  ...intent,
  args: Object.fromEntries(
    Object.entries(intent.args).map(([name, value]) => [
      name,
      isDescribed(value) && value.$ === 'it' ? (args[name] ?? value) : value,
    ]),
  ),
});

const countOf = (files: Json | undefined): number => (Array.isArray(files) ? files.length : 0);

/**
 * Turns intents into steps: binds descriptions, opens the applications they speak of, does tasks by their methods, and puts in
 * steps for preconditions that another skill can bring about. The result may still not hold; `validate` says.
 * @param taken how many steps have names already, in a plan before this one
 * @throws Refusal, Choice or Unseen.
 */
export const compose = (
  intents: readonly Intent[],
  goal: string,
  known: Known,
  world: WorldFacts,
  skills: ReadonlyMap<string, Skill>,
  taken = 0,
): Composition => {
  const composing = new Composing(known, world, skills, taken);
  const discourse = emptyDiscourse();

  /** Why the first part for which nothing is to be done needs nothing. */
  let idle: string | null = null;
  /** What is to be said of such parts with the next step, or with the last one. */
  let untold: string[] = [];
  let followsIdle = false;
  const meant: Intent[] = [];
  for (const intent of branches(intents, goal, composing, world, skills.has(IF))) {
    const words = goal.slice(intent.start, intent.end).trim();
    const told = goal.slice(conditionsBefore(intent, intents), intent.end);
    const asked = [`You asked: “${words}”.`, ...whereFound(told, world)].join(' ');
    discourse.left.clear();
    const from = composing.now.drafts.length;
    const args = bind(intent, discourse, known, world, (app) => {
      const opener = skills.get('app.open');
      if (!opener) throw new Refusal('PLAN_DOES_NOT_HOLD', 'No skill opens applications.');
      const opened = { app: app.id, name: app.name, command: [...app.command], windowClass: app.windowClass };
      const window = { from: composing.add(opener, opened, asked).id, output: 'window' };
      discourse.opened.set(app.id, window);
      return window;
    });
    const skill = skills.get(intent.skill);
    const staying = skill ? composing.staying(skill, args) : [];
    const isIdle = skill !== undefined && staying.length > 0 && staying.length === countOf(args['files']);
    if (staying.length > 0 && !isIdle) discourse.left.add(sayStaying(staying, String(args['to'])));
    const why = [
      asked,
      ...sayKeptEndings(intent, words),
      ...[...untold, ...discourse.left].map((say) => shorten(say, world.home)),
    ].join(' ');
    refuseMistaken(args, composing.kept);
    const before = composing.now.drafts.length;
    if (skill && isIdle) untold.push(sayAllStay(skill, staying, String(args['to'])));
    if (skill && (isIdle || composing.isMade(skill, args))) {
      idle ??= untold[0] ?? `There is a folder ${String(args['path'])}, so nothing needs to be done.`;
      remember(discourse, '', skill.name, args, skill.outputs);
      followsIdle = true;
      continue;
    }
    const asSaid = followsIdle ? named(intent, args) : intent;
    [untold, followsIdle] = [[], false];
    if (skill) {
      const { id } = composing.add(skill, args, why);
      if (intent.part !== undefined) discourse.parts.set(intent.part, id);
      meant.push(asSaid);
    } else if (TASKS.has(intent.skill)) {
      const asked = doTask(intent.skill, args, why, { composing, discourse, known, world, skills });
      meant.push(
        ...asked.map((step) => ({ skill: step.skill.name, args: step.args, start: intent.start, end: intent.end })),
      );
    } else throw new Refusal('PLAN_DOES_NOT_HOLD', `No skill is called ${intent.skill}.`);
    if (intent.ordered) composing.order(from);
    // "It" is what was asked for; what was only put in before that is nobody's "it".
    const added = composing.now.drafts.slice(before);
    for (const { id, skill: done, args: of } of skill ? added.slice(-1) : added) {
      if (done.name === 'app.open') discourse.opened.set(String(of['app']), { from: id, output: 'window' });
      // “Them” are those that were left out as well.
      const all = staying.length > 0 && done === skill ? { ...of, files: args['files'] ?? [] } : of;
      remember(discourse, id, done.name, all, done.outputs);
    }
  }
  if (meant.length === 0 && idle !== null) throw new Refusal('NOTHING_TO_DO', idle);
  composing.tell(untold.map((say) => shorten(say, world.home)));
  return { drafts: composing.now.drafts, initial: composing.initial, meant };
};

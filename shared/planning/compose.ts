import type { Intent } from '../goals/intent.ts';
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

  /** The first folder that was to be created and is there. */
  let made: string | null = null;
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
    const why = [
      asked,
      ...sayKeptEndings(intent, words),
      ...[...discourse.left].map((say) => shorten(say, world.home)),
    ].join(' ');
    refuseMistaken(args, composing.kept);
    const before = composing.now.drafts.length;
    const skill = skills.get(intent.skill);
    if (skill && composing.isMade(skill, args)) {
      made ??= String(args['path']);
      remember(discourse, '', skill.name, args, skill.outputs);
      continue;
    }
    if (skill) {
      const { id } = composing.add(skill, args, why);
      if (intent.part !== undefined) discourse.parts.set(intent.part, id);
      meant.push(intent);
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
      remember(discourse, id, done.name, of, done.outputs);
    }
  }
  if (meant.length === 0 && made !== null)
    throw new Refusal('NOTHING_TO_DO', `There is a folder ${made}, so nothing needs to be done.`);
  return { drafts: composing.now.drafts, initial: composing.initial, meant };
};

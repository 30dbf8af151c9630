import type { Json } from '../../protocol/json.ts';
import type { Skill } from '../../skills/skill.ts';
import { TASKS } from '../../skills/tasks.ts';
import { decompose, type Decision } from '../htn/decompose.ts';
import type { Draft } from '../draft.ts';
import { Refusal } from '../refusal.ts';
import { sayCondition, sayTooLong } from '../words.ts';
import { METHODS } from './library.ts';
import type { Lookup } from './relations.ts';
import { SkillWorld, SOUGHT, type Barred, type MethodTask } from './skill-world.ts';
import { termOf } from './terms.ts';

/** Tasks that are looked at for one part of a goal, and how deep methods may lie in each other. */
const BUDGET = { nodes: 20_000, depth: 300, cheapest: true };

export interface TaskGround extends Lookup {
  readonly skills: ReadonlyMap<string, Skill>;
}

/** A method's name as words: `pack-it-into-an-archive` says what it does. */
const inWords = (method: string): string => method.replaceAll('-s-', '’s ').replaceAll('-', ' ');

interface Placed {
  readonly why: string;
  readonly after: readonly string[];
}

/** Which methods of the library have their parts in any order. */
const unordered: ReadonlySet<string> = new Set([
  SOUGHT,
  ...METHODS.flatMap((d) => d.methods.filter((m) => m.network.order !== 'total').map((m) => m.name)),
]);

/** Why each step is there, and which steps its methods put before it. */
const placed = (
  decisions: readonly Decision<MethodTask>[],
  drafts: readonly Draft[],
  why: string,
): readonly Placed[] => {
  const result: Placed[] = [];
  let at = 0;
  let step = 0;
  const walk = (after: readonly string[], way: string | null): readonly string[] => {
    const decision = decisions[at++];
    if (!decision) return [];
    const own: string[] = [];
    if (decision.method === null) {
      for (const draft of drafts.slice(step, step + decision.steps)) {
        result.push({
          why: draft.why === '' ? `${why}${way === null ? '' : ` So: ${inWords(way)}.`}` : draft.why,
          after,
        });
        own.push(draft.id);
      }
      step += decision.steps;
      return own;
    }
    let before = after;
    for (let part = 0; part < decision.parts; part++) {
      const done = walk(before, way ?? decision.method);
      own.push(...done);
      if (!unordered.has(decision.method) && done.length > 0) before = done;
    }
    return own;
  };
  while (at < decisions.length) walk([], null);
  return result;
};

/**
 * Does a task by the methods that there are for it: of all ways that hold, the one with the least against it.
 * @returns the steps that the methods ask for, without those put in before them
 * @throws Refusal with the best beginning of a plan when no way holds; Unseen
 */
export const doTask = (
  name: string,
  args: Readonly<Record<string, Json>>,
  why: string,
  ground: TaskGround,
  barred?: Barred,
): readonly Draft[] => {
  const { composing, skills } = ground;
  const shape = TASKS.get(name)?.parameters.shape ?? skills.get(name)?.parameters.shape ?? {};
  const task: MethodTask = {
    name,
    args: Object.keys(shape).flatMap((parameter) => (args[parameter] === undefined ? [] : [termOf(args[parameter])])),
  };
  const world = new SkillWorld(ground, skills, METHODS, barred);
  const before = composing.now;
  const found = decompose([task], world, BUDGET);
  composing.now = before;
  if (found.kind === 'none') throw refusal(found, world, ground, why);
  const places = placed(found.decisions, found.steps, why);
  for (const [i, draft] of found.steps.entries()) composing.append({ ...draft, ...places[i] });
  // What was put in only for another step was not asked for by the method; it has a reason of its own.
  return found.steps.filter((draft) => draft.why === '');
};

const refusal = (
  found: Extract<ReturnType<typeof decompose<MethodTask, Draft>>, { kind: 'none' }>,
  world: SkillWorld,
  ground: TaskGround,
  why: string,
): Refusal => {
  const { open, because } = found;
  const { drafts } = ground.composing.now;
  const partial = { drafts: [...drafts, ...found.partial], initial: ground.composing.initial };
  const title =
    ground.skills.get(open.name)?.title(world.argsOf(open)) ?? TASKS.get(open.name)?.summary ?? inWords(open.name);
  if (world.trouble && !world.unmet)
    return new Refusal(world.trouble.code, world.trouble.details, world.trouble.partial ?? partial);
  const tooLong = world.unmet?.relation === 'free' ? sayTooLong(String(world.unmet.args[0])) : null;
  if (tooLong !== null) return new Refusal('PLAN_DOES_NOT_HOLD', tooLong, partial);
  const missing = world.unmet
    ? `it needs that ${sayCondition(world.unmet, ground.world)}, and nothing brings it about`
    : because === 'impossible'
      ? 'no way I know fits what is there'
      : 'it is too much to plan at once; ask for less at a time';
  return new Refusal('PLAN_DOES_NOT_HOLD', `${why} I got as far as “${title}”: ${missing}.`, partial);
};

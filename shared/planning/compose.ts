import type { Intent } from '../goals/intent.ts';
import { isRef } from '../protocol/step.ts';
import type { Json } from '../protocol/json.ts';
import type { Skill } from '../skills/skill.ts';
import { keyOf } from '../symbolic/atom.ts';
import { State } from '../symbolic/state.ts';
import { achieverOf } from './achieve.ts';
import { bind, emptyDiscourse, remember } from './bind.ts';
import { withDocumentPath } from './document-path.ts';
import type { Draft } from './draft.ts';
import { withObserved } from './facts.ts';
import type { Known } from './known.ts';
import { Refusal, Unseen } from './refusal.ts';
import { sayCondition } from './words.ts';
import type { WorldFacts } from './world.ts';

/** How deep steps may be put in for steps that were put in. Folders in folders are the usual case. */
const DEPTH = 12;

const checkArguments = (skill: Skill, args: Readonly<Record<string, Json>>): void => {
  for (const [name, schema] of Object.entries(skill.parameters.shape)) {
    if (isRef(args[name])) continue;
    const parsed = schema.safeParse(args[name]);
    if (!parsed.success)
      throw new Refusal(
        'PLAN_DOES_NOT_HOLD',
        `${skill.name} cannot take this ${name}: ${parsed.error.issues[0]?.message ?? 'wrong value'}.`,
      );
  }
};

/** Whether this would replace a file is not the goal's word but the world's: planning looks and says so in the plan. */
const withReplace = (skill: Skill, args: Record<string, Json>, state: State, known: Known): Record<string, Json> => {
  const path = args['path'];
  if (!('replace' in skill.parameters.shape) || typeof path !== 'string') return args;
  const file = { relation: 'file', args: [path] };
  if (state.sourceOf(file) !== undefined && state.sourceOf(file) !== 'observed') return { ...args, replace: true };
  const seen = known.look({ kind: 'file', path });
  if (!seen) throw new Unseen();
  if (seen.value?.['exists'] === true && seen.value['type'] === 'folder')
    throw new Refusal('PLAN_DOES_NOT_HOLD', `${path} is a folder.`);
  return seen.value?.['exists'] === true ? { ...args, replace: true } : args;
};

/**
 * Turns intents into steps: binds descriptions, opens the applications they speak of, and puts in steps for
 * preconditions that another skill can bring about. The result may still not hold; `validate` says.
 * @throws Refusal, Choice or Unseen.
 */
export const compose = (
  intents: readonly Intent[],
  goal: string,
  known: Known,
  world: WorldFacts,
  skills: ReadonlyMap<string, Skill>,
): { readonly drafts: readonly Draft[]; readonly initial: State } => {
  const drafts: Draft[] = [];
  const discourse = emptyDiscourse();
  const decided = new Set<string>();
  let initial = State.empty;
  let state = State.empty;

  const add = (skill: Skill, given: Readonly<Record<string, Json>>, why: string, depth: number): string => {
    const args = withReplace(skill, withDocumentPath(skill, { ...given }, drafts), state, known);
    checkArguments(skill, args);
    const needs = skill.needs(args);
    initial = withObserved(initial, needs, decided, known, world);
    state = withObserved(state, needs, decided, known, world);
    for (const need of needs) {
      if (state.holds(need) || depth >= DEPTH) continue;
      const achiever = achieverOf(need, skills.values());
      if (achiever) add(achiever.skill, achiever.args, `So that ${sayCondition(need, world)}.`, depth + 1);
    }
    const id = `s${drafts.length + 1}`;
    const changes = skill.changes(args, id);
    for (const change of changes) decided.add(keyOf(change));
    state = state.after(changes, id);
    drafts.push({ id, skill, args, why });
    return id;
  };

  for (const intent of intents) {
    const skill = skills.get(intent.skill);
    if (!skill) throw new Refusal('PLAN_DOES_NOT_HOLD', `No skill is called ${intent.skill}.`);
    const words = goal.slice(intent.start, intent.end).trim();
    const args = bind(intent, discourse, known, world, (app) => {
      const opener = skills.get('app.open');
      if (!opener) throw new Refusal('PLAN_DOES_NOT_HOLD', 'No skill opens applications.');
      const id = add(
        opener,
        { app: app.id, name: app.name, command: [...app.command], windowClass: app.windowClass },
        `You asked: “${words}”.`,
        0,
      );
      const window = { from: id, output: 'window' };
      discourse.opened.set(app.id, window);
      return window;
    });
    const id = add(skill, args, `You asked: “${words}”.`, 0);
    if (skill.name === 'app.open') discourse.opened.set(String(args['app']), { from: id, output: 'window' });
    remember(discourse, id, skill.name, args, skill.outputs);
  }
  return { drafts, initial };
};

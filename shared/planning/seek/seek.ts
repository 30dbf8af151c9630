import type { Json } from '../../protocol/json.ts';
import { R } from '../../skills/relations.ts';
import { say, type Literal } from '../../symbolic/atom.ts';
import { Unseen } from '../refusal.ts';
import { solve } from '../search/solve.ts';
import { callsFor, type Call, type Leave } from './calls.ts';
import type { SeekGround } from './ground.ts';
import { objectsFor } from './objects.ts';
import { skillsTask } from './skills-task.ts';

export interface SeekOptions extends Partial<Leave> {
  /** More paths and windows that arguments may be drawn from. */
  readonly paths?: readonly string[];
  readonly windows?: readonly Json[];
  /** How many states may be looked at. */
  readonly states?: number;
}

export type Sought =
  | { readonly kind: 'steps'; readonly calls: readonly Call[] }
  /** No steps that may be put in lead there. */
  | { readonly kind: 'none' }
  /** The budget ended first: the steps to the nearest state that was met, and what is still open there. */
  | { readonly kind: 'unfinished'; readonly calls: readonly Call[]; readonly open: Literal };

/** What people ask for takes a few steps; what takes more comes back as far as it got. */
const STATES = 50_000;
const IMPROVE_WORK = 2_000_000;

/** Statements by which something is put at a path, and whether they are negated then. */
const PUTS: ReadonlyMap<string, boolean> = new Map([
  ['file', false],
  ['folder', false],
  ['free', true],
]);

/** What is to be somewhere is what the person means, and only a file can be had from elsewhere; anything would not do. */
const asFile = (literal: Literal): Literal =>
  literal.relation === 'free' && literal.negated ? R.file(String(literal.args[0])) : literal;

/**
 * Steps that make all conditions true together, found by heuristic search over what skills declare to need and to change: of
 * those found, the ones with the least against them (`costOf`). What is there stays where it is unless `mayTake`.
 * @throws Unseen
 */
export const seek = (conditions: readonly Literal[], ground: SeekGround, options: SeekOptions = {}): Sought => {
  const now = ground.look(conditions);
  const goal = conditions.map((literal) => (now.holds(literal) ? literal : asFile(literal)));
  const open = goal.filter((literal) => !now.holds(literal));
  const objects = objectsFor(open, options.paths ?? [], ground);
  const leave = { risk: options.risk ?? 'R2', mayTake: options.mayTake ?? false };
  const helping = callsFor(open, objects, options.windows ?? [], ground.skills.values(), leave);
  const state = ground.look(helping.flatMap(({ needs, changes }) => [...needs, ...changes]));
  // Nothing is put where something is already.
  const calls = helping.filter(({ changes }) =>
    changes.every(({ relation, args: [at], negated }) =>
      PUTS.get(relation) === (negated ?? false) ? state.holds(R.free(String(at))) : true,
    ),
  );
  const given = new Set(calls.flatMap(({ changes }) => changes.map(say)));
  if (!open.every((literal) => given.has(say(literal)))) return { kind: 'none' };
  const task = skillsTask(goal, calls, state);
  const budget = { maxStates: options.states ?? STATES, improveWork: IMPROVE_WORK };
  const { isOver, searchedFor } = ground.known;
  const found = searchedFor ? searchedFor(task, budget) : solve(task, { ...budget, shouldStop: isOver });
  if (!found) throw new Unseen();
  if (found.kind === 'unsolvable') return { kind: 'none' };
  const steps = (found.kind === 'plan' ? found.steps : found.partial).flatMap(
    ({ action }) => calls[Number(action)] ?? [],
  );
  if (found.kind === 'plan') return { kind: 'steps', calls: steps };
  const end = steps.reduce((at, { changes }) => at.after(changes, ''), state);
  const left = goal.find((literal) => !end.holds(literal)) ?? goal[0];
  return left ? { kind: 'unfinished', calls: steps, open: left } : { kind: 'steps', calls: steps };
};

/** For each step the first condition that it makes true: of a later step's needs, else of what is wanted in the end. */
export const purposes = (calls: readonly Call[], goal: readonly Literal[]): readonly (Literal | undefined)[] =>
  calls.map(({ changes }, i) => {
    const made = new Set(changes.map(say));
    return [...calls.slice(i + 1).flatMap(({ needs }) => needs), ...goal].find((literal) => made.has(say(literal)));
  });

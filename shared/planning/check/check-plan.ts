import type { ActionTree, AtomTree, Domain, EffectTree, Problem } from '../pddl/tree.ts';
import { Objects, violated, written, type Bindings, type World } from './formulas.ts';

export interface PlanStep {
  readonly action: string;
  readonly args: readonly string[];
}

export type PlanVerdict =
  | { readonly holds: true; readonly cost: number }
  /** `step` counts from 0; null means the goal, after the last one. `violation` is the condition, or what is wrong. */
  | { readonly holds: false; readonly step: number | null; readonly violation: string };

interface Changes {
  readonly adds: string[];
  readonly deletes: string[];
  cost: number;
}

const gather = (effect: EffectTree, world: World, bindings: Bindings, objects: Objects, values: Values): Changes => {
  const changes: Changes = { adds: [], deletes: [], cost: 0 };
  const walk = (e: EffectTree, bound: Bindings): void => {
    switch (e.kind) {
      case 'and':
        for (const part of e.parts) walk(part, bound);
        return;
      case 'forall':
        for (const inner of objects.bindings(e.variables, bound)) walk(e.part, inner);
        return;
      case 'when':
        if (violated(e.condition, world, bound, objects) === null) walk(e.part, bound);
        return;
      case 'add':
        changes.adds.push(written(e.atom, bound));
        return;
      case 'delete':
        changes.deletes.push(written(e.atom, bound));
        return;
      case 'cost':
        changes.cost += typeof e.amount === 'number' ? e.amount : valueOf(e.amount, bound, values);
    }
  };
  walk(effect, bindings);
  return changes;
};

type Values = ReadonlyMap<string, number>;
const valueOf = (atom: AtomTree, bindings: Bindings, values: Values): number =>
  values.get(written(atom, bindings)) ?? NaN;

const countsCost = (effect: EffectTree): boolean =>
  effect.kind === 'cost' || (effect.kind === 'and' && effect.parts.some(countsCost));

/** The bindings of a step, or what is wrong with its arguments. */
const bind = ({ parameters }: ActionTree, args: readonly string[], objects: Objects): Bindings | string => {
  if (args.length !== parameters.length) return `takes ${parameters.length} arguments and got ${args.length}`;
  const bindings = new Map<string, string>();
  for (const [i, { name, types }] of parameters.entries()) {
    const object = args[i] ?? '';
    if (!objects.has(object)) return `“${object}” is no object`;
    if (!objects.is(object, types)) return `“${object}” is not a ${types.join(' or ')}`;
    bindings.set(name, object);
  }
  return bindings;
};

/**
 * Replays a plan from what the domain and the problem say, step by step. It shares no code with grounding and search, so
 * that a mistake there cannot hide here. Names the first step whose condition is violated, or the open goal.
 */
export const checkPlan = (domain: Domain, problem: Problem, plan: readonly PlanStep[]): PlanVerdict => {
  const objects = new Objects(domain, problem);
  const actions = new Map(domain.actions.map((action) => [action.name, action]));
  const unbound: Bindings = new Map();
  const world = new Set(problem.init.map((atom) => written(atom, unbound)));
  const values = new Map(problem.values.map(({ atom, value }) => [written(atom, unbound), value]));
  const unit = !domain.actions.some(({ effect }) => countsCost(effect));
  let cost = 0;
  for (const [step, { action: name, args }] of plan.entries()) {
    const action = actions.get(name);
    if (!action) return { holds: false, step, violation: `there is no action “${name}”` };
    const bindings = bind(action, args, objects);
    if (typeof bindings === 'string') return { holds: false, step, violation: bindings };
    const violation = violated(action.precondition, world, bindings, objects);
    if (violation !== null) return { holds: false, step, violation };
    const changes = gather(action.effect, world, bindings, objects, values);
    for (const atom of changes.deletes) world.delete(atom);
    for (const atom of changes.adds) world.add(atom);
    cost += unit ? 1 : changes.cost;
  }
  const violation = violated(problem.goal, world, unbound, objects);
  return violation === null ? { holds: true, cost } : { holds: false, step: null, violation };
};

import { TaskError } from '../task-error.ts';
import {
  type GroundAtom,
  type LiftedAction,
  type LiftedAtom,
  type LiftedEffect,
  type LiftedLiteral,
  type LiftedTask,
} from '../../ports/planning-task.ts';
import { conjunctionsOf, literalIn, scopesOver, termIn, type Scope, type World } from './conjunctions.ts';
import { closing } from './closing.ts';
import { Fixed, splitsOf } from './split.ts';
import type { ActionTree, Domain, EffectTree, Formula, Problem, Typed } from './tree.ts';

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

const typesOf = ({ types }: Domain): LiftedTask['types'] =>
  types.flatMap(({ name, types: parents }) => parents.map((parent) => ({ name, parent })));

const mergedObjects = (domain: Domain, problem: Problem): LiftedTask['objects'] => {
  const merged = new Map<string, readonly string[]>();
  for (const { name, types } of [...domain.constants, ...problem.objects])
    merged.set(name, unique([...(merged.get(name) ?? []), ...types]));
  return Array.from(merged, ([name, types]) => ({ name, types }));
};

const lookup = (types: LiftedTask['types'], objects: LiftedTask['objects']): World['objectsOf'] => {
  const above = (type: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(type)) return seen;
    seen.add(type);
    for (const { name, parent } of types) if (name === type) above(parent, seen);
    return seen;
  };
  return (wanted) =>
    objects
      .filter((object) => {
        if (wanted.length === 0 || wanted.includes('object')) return true;
        return object.types.some((type) => [...above(type)].some((t) => wanted.includes(t)));
      })
      .map(({ name }) => name);
};

interface Effects {
  readonly effects: LiftedEffect[];
  readonly costs: (number | LiftedAtom)[];
}

/** The ways to meet a condition of an effect: what it asks to exist is written out over the objects. */
const waysOf = (condition: Formula, scope: Scope, world: World): (readonly LiftedLiteral[])[] => {
  const first = scope.size;
  return conjunctionsOf(condition, scope, world, first).flatMap(({ literals, extra }) =>
    scopesOver(new Map(), extra, world).map((bound) => {
      const objects = extra.map(({ name }) => bound.get(name));
      return literals.map((literal) => ({
        ...literal,
        args: literal.args.map((arg) => (typeof arg === 'number' ? (objects[arg - first] ?? arg) : arg)),
      }));
    }),
  );
};

const effectsOf = (effect: EffectTree, scope: Scope, world: World, when: LiftedEffect['when']): Effects => {
  const found: Effects = { effects: [], costs: [] };
  const walk = (e: EffectTree, inner: Scope, conditions: LiftedEffect['when']): void => {
    switch (e.kind) {
      case 'and':
        for (const part of e.parts) walk(part, inner, conditions);
        return;
      case 'forall':
        for (const bound of scopesOver(inner, e.variables, world)) walk(e.part, bound, conditions);
        return;
      case 'when':
        for (const literals of waysOf(e.condition, inner, world))
          walk(e.part, inner, [...(conditions ?? []), ...literals]);
        return;
      case 'add':
      case 'delete':
        found.effects.push({
          ...literalIn(inner, e.atom, e.kind === 'delete'),
          ...(conditions && conditions.length > 0 ? { when: conditions } : {}),
        });
        return;
      case 'cost':
        if (conditions && conditions.length > 0)
          throw new TaskError('PDDL_UNSUPPORTED', 'A cost under a condition is not supported.');
        found.costs.push(
          typeof e.amount === 'number'
            ? e.amount
            : { predicate: e.amount.predicate, args: e.amount.args.map((word) => termIn(inner, word)) },
        );
    }
  };
  walk(effect, scope, when);
  return found;
};

const scopeOf = (parameters: readonly Typed[]): Scope => new Map(parameters.map(({ name }, index) => [name, index]));

/** A type of one object alone, for a parameter that is bound to it. */
const typeOfOne = (object: string): string => `=${object}`;

const actionsOf = (action: ActionTree, world: World, fixed: Fixed, anyCosts: boolean): LiftedAction[] => {
  const shown = action.parameters.length;
  return splitsOf(action, scopeOf(action.parameters), fixed, world.objectsOf).flatMap((scope) => {
    const ways = conjunctionsOf(action.precondition, scope, world, shown);
    if (ways.length === 0) return [];
    const { effects, costs } = effectsOf(action.effect, scope, world, undefined);
    const parameters = action.parameters.map(({ name, types }) => {
      const bound = scope.get(name);
      return { name, types: typeof bound === 'string' ? [typeOfOne(bound)] : types };
    });
    return ways.map(({ literals, extra }) => ({
      name: action.name,
      parameters: [...parameters, ...extra],
      shown,
      precondition: literals,
      effects,
      cost: anyCosts ? costs : [1],
    }));
  });
};

const hasCosts = (effect: EffectTree): boolean =>
  effect.kind === 'cost' || (effect.kind === 'and' && effect.parts.some(hasCosts));

const groundAtom = ({ predicate, args }: GroundAtom): GroundAtom => ({ predicate, args });

/**
 * A domain and a problem as one task. Alternatives in conditions become actions of the same name; a goal with alternatives
 * gets actions that close it.
 * @throws TaskError PDDL_UNSUPPORTED for what cannot be written out, PDDL_SYNTAX for unbound variables.
 */
export const normalise = (domain: Domain, problem: Problem): LiftedTask => {
  const types = typesOf(domain);
  const objects = mergedObjects(domain, problem);
  const names = objects.map(({ name }) => name);
  const fixed = new Fixed(domain.actions, problem.init, names);
  const world: World = { objectsOf: lookup(types, objects), tell: fixed.tell };
  const anyCosts = domain.actions.some(({ effect }) => hasCosts(effect));
  const open = domain.actions.flatMap((action) => actionsOf(action, world, fixed, anyCosts));
  const { actions, goal } = closing(problem.goal, open, world);
  const bound = new Set(actions.flatMap(({ parameters }) => parameters.flatMap((p) => p.types)));
  const ones = names.filter((name) => bound.has(typeOfOne(name)));
  return {
    types: [...types, ...ones.map((name) => ({ name: typeOfOne(name), parent: 'object' }))],
    objects: objects.map(({ name, types: its }) => ({
      name,
      types: bound.has(typeOfOne(name)) ? [...its, typeOfOne(name)] : its,
    })),
    actions,
    init: problem.init.map(groundAtom),
    goal,
    values: problem.values.map(({ atom, value }) => ({ ...groundAtom(atom), value })),
  };
};

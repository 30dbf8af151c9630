import type { Binding, Conditions, Scope } from '../htn/condition.ts';
import type { FactStore } from './fact-store.ts';
import { isVariable, type Effect } from '../htn/model.ts';
import type { Objects } from './objects.ts';

type Apply = (
  binding: Binding<number>,
  change: (name: string, tuple: readonly number[], holds: boolean) => void,
) => void;

const compiled = (effect: Effect, scope: Scope, conditions: Conditions<number>, objects: Objects): Apply => {
  switch (effect.is) {
    case 'atom': {
      const { name, args } = effect.atom;
      const places = args.map((arg) => (isVariable(arg) ? { slot: scope.slot(arg) } : { value: objects.number(arg) }));
      return (b, change) =>
        change(
          name,
          places.map((p) => ('slot' in p ? b[p.slot]! : p.value)),
          !effect.negated,
        );
    }
    case 'and': {
      const parts = effect.of.map((part) => compiled(part, scope, conditions, objects));
      return (b, change) => parts.forEach((part) => part(b, change));
    }
    case 'when': {
      const [when, then] = [conditions.check(effect.when, scope), compiled(effect.so, scope, conditions, objects)];
      return (b, change) => when(b) && then(b, change);
    }
    case 'forall': {
      const inner = scope.with(effect.over);
      const then = compiled(effect.of, inner, conditions, objects);
      const solve = conditions.solver({ is: 'and', of: [] }, inner, new Set(scope.types.keys()));
      return (b, change) => {
        const wider = [...b.slice(0, scope.size), ...effect.over.map(() => undefined)];
        solve(wider, () => {
          then(wider, change);
          return false;
        });
      };
    }
    case 'increase':
      return () => {};
  }
};

/** Makes an action's effect ready. What it deletes goes first, so that what is both deleted and added is true afterwards. */
export const effectOf = (
  effect: Effect,
  scope: Scope,
  conditions: Conditions<number>,
  objects: Objects,
  store: FactStore,
): ((binding: Binding<number>) => void) => {
  const apply = compiled(effect, scope, conditions, objects);
  return (binding) => {
    const added: [string, readonly number[]][] = [];
    const deleted: [string, readonly number[]][] = [];
    apply(binding, (name, tuple, holds) => (holds ? added : deleted).push([name, tuple]));
    for (const [name, tuple] of deleted) store.set(store.table(name), tuple, false);
    for (const [name, tuple] of added) store.set(store.table(name), tuple, true);
  };
};

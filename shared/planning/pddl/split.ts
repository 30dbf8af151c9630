import type { GroundAtom, LiftedAtom } from '../../ports/planning-task.ts';
import type { Scope, World } from './conjunctions.ts';
import type { ActionTree, AtomTree, EffectTree, Formula, Problem } from './tree.ts';

/** An action is not written out more often than this for the sake of what stands in its condition. */
const MOST_COPIES = 3000;
const MOST_LOOKS = 200_000;

const changedBy = (effect: EffectTree, changed: Set<string>): void => {
  if (effect.kind === 'and') for (const part of effect.parts) changedBy(part, changed);
  else if (effect.kind === 'forall' || effect.kind === 'when') changedBy(effect.part, changed);
  else if (effect.kind !== 'cost') changed.add(effect.atom.predicate);
};

const keyOf = ({ predicate, args }: GroundAtom | LiftedAtom): string => [predicate, ...args].join(' ');

/** Relations that no action changes: what is stated of them is true, all else is not. */
export class Fixed {
  readonly #changed = new Set<string>();
  readonly #true: ReadonlySet<string>;
  readonly #byPredicate = new Map<string, AtomTree[]>();
  readonly #objects: ReadonlySet<string>;

  constructor(actions: readonly ActionTree[], init: Problem['init'], objects: readonly string[]) {
    for (const { effect } of actions) changedBy(effect, this.#changed);
    this.#true = new Set(init.map(keyOf));
    this.#objects = new Set(objects);
    for (const atom of init) {
      const list = this.#byPredicate.get(atom.predicate);
      if (list) list.push(atom);
      else this.#byPredicate.set(atom.predicate, [atom]);
    }
  }

  has(predicate: string): boolean {
    return !this.#changed.has(predicate);
  }

  stated(predicate: string): readonly AtomTree[] {
    return this.#byPredicate.get(predicate) ?? [];
  }

  /** See `World.tell`. An object that is not there is found out where the task is grounded. */
  readonly tell: World['tell'] = (atom) => {
    if (!this.has(atom.predicate) || !atom.args.every((arg) => typeof arg === 'string' && this.#objects.has(arg)))
      return null;
    return atom.predicate === '=' ? atom.args[0] === atom.args[1] : this.#true.has(keyOf(atom));
  };
}

/** The parameters on which it depends how many ways a quantifier leaves open, by relations that no action changes. */
const deciding = (condition: Formula, fixed: Fixed): ReadonlySet<string> => {
  const found = new Set<string>();
  const walk = (f: Formula, own: ReadonlySet<string>, negated: boolean, isWay: boolean): void => {
    switch (f.kind) {
      case 'atom':
        if (isWay && fixed.has(f.atom.predicate))
          if (f.atom.args.some((arg) => own.has(arg)))
            for (const arg of f.atom.args) if (arg.startsWith('?') && !own.has(arg)) found.add(arg);
        return;
      case 'not':
        walk(f.part, own, !negated, isWay);
        return;
      case 'and':
      case 'or': {
        const several = f.parts.length > 1 && (f.kind === 'or') !== negated;
        for (const part of f.parts) walk(part, own, negated, isWay || several);
        return;
      }
      case 'forall':
      case 'exists':
        walk(f.part, new Set([...own, ...f.variables.map(({ name }) => name)]), negated, isWay);
    }
  };
  walk(condition, new Set(), false, false);
  return found;
};

/** Relations that no action changes and that hold wherever the condition does. */
const requiredIn = (condition: Formula, fixed: Fixed): AtomTree[] => {
  if (condition.kind === 'and') return condition.parts.flatMap((part) => requiredIn(part, fixed));
  const isOne = condition.kind === 'atom' && condition.atom.predicate !== '=' && fixed.has(condition.atom.predicate);
  return isOne ? [condition.atom] : [];
};

/**
 * How parameters of an action are to be bound before its condition is written out, so that of “whatever this order includes is made” only
 * what it does include is left: one scope for each choice of objects; the action’s own scope alone where nothing is gained, or where there would
 * be too many.
 */
export const splitsOf = (
  { parameters, precondition }: ActionTree,
  scope: Scope,
  fixed: Fixed,
  objectsOf: World['objectsOf'],
): readonly Scope[] => {
  const names = deciding(precondition, fixed);
  const bound = parameters.filter(({ name }) => names.has(name));
  if (bound.length === 0) return [scope];
  const required = requiredIn(precondition, fixed);
  let scopes: Scope[] = [scope];
  let looks = 0;
  for (const { name, types } of bound) {
    const about = required.filter(({ args }) => args.includes(name));
    const objects = objectsOf(types).filter((object) =>
      about.every(({ predicate, args }) =>
        fixed.stated(predicate).some((atom) => atom.args[args.indexOf(name)] === object),
      ),
    );
    looks += scopes.length * objects.length;
    if (looks > MOST_LOOKS) return [scope];
    scopes = scopes.flatMap((outer) =>
      objects
        .map((object) => new Map(outer).set(name, object))
        .filter((inner) =>
          about.every(
            ({ predicate, args }) =>
              fixed.tell({ predicate, args: args.map((arg) => inner.get(arg) ?? arg) }) !== false,
          ),
        ),
    );
    if (scopes.length > MOST_COPIES) return [scope];
  }
  return scopes;
};

import { TaskError } from '../task-error.ts';
import type { LiftedAtom, LiftedLiteral, LiftedParameter, LiftedTerm } from '../../ports/planning-task.ts';
import type { AtomTree, Formula, Typed } from './tree.ts';

/** One way to meet a formula: literals that all have to hold, over parameters and further variables of its own. */
export interface Conjunction {
  readonly literals: readonly LiftedLiteral[];
  readonly extra: readonly LiftedParameter[];
}

/** How a variable is bound where a formula stands. */
export type Scope = ReadonlyMap<string, LiftedTerm>;

/** What a formula is written out with. */
export interface World {
  /** The objects of the task by their types, for quantifiers. */
  readonly objectsOf: (types: readonly string[]) => readonly string[];
  /** Whether a relation that no action changes holds; null for what may change, or where a variable is not bound to an object. */
  readonly tell: (literal: LiftedAtom) => boolean | null;
}

const MOST_WAYS = 4096;
const MOST_LITERALS = 200_000;

const tooMany = (): TaskError =>
  new TaskError('PDDL_UNSUPPORTED', 'A condition has too many alternatives to write them out.');

/** A word of an atom as an argument: a bound variable's term, or an object. */
export const termIn = (scope: Scope, word: string): LiftedTerm => {
  if (!word.startsWith('?')) return word;
  const term = scope.get(word);
  if (term === undefined) throw new TaskError('PDDL_SYNTAX', `The variable “${word}” is not bound.`);
  return term;
};

export const literalIn = (scope: Scope, { predicate, args }: AtomTree, negated: boolean): LiftedLiteral => ({
  predicate,
  args: args.map((word) => termIn(scope, word)),
  ...(negated ? { negated } : {}),
});

/** All ways to bind variables to objects, on top of a scope. */
export const scopesOver = (scope: Scope, variables: readonly Typed[], { objectsOf }: World): readonly Scope[] => {
  let scopes: Scope[] = [scope];
  for (const { name, types } of variables) {
    const objects = objectsOf(types);
    if (scopes.length * objects.length > MOST_LITERALS) throw tooMany();
    scopes = scopes.flatMap((outer) => objects.map((object) => new Map(outer).set(name, object)));
  }
  return scopes;
};

const ALWAYS: Conjunction = { literals: [], extra: [] };

/**
 * A formula in disjunctive normal form. Universal quantifiers are written out over the objects; existential ones become
 * further parameters, numbered from `next`. What can be told at once is left out.
 * @throws TaskError PDDL_UNSUPPORTED when that would be too large.
 */
export const conjunctionsOf = (formula: Formula, scope: Scope, world: World, next: number): Conjunction[] => {
  const any = (parts: readonly Conjunction[][]): Conjunction[] => {
    const ways = parts.flat();
    if (ways.some(({ literals, extra }) => literals.length === 0 && extra.length === 0)) return [ALWAYS];
    if (ways.length > MOST_WAYS) throw tooMany();
    return ways;
  };
  const walk = (f: Formula, inner: Scope, negated: boolean, base: number): Conjunction[] => {
    switch (f.kind) {
      case 'atom': {
        const literal = literalIn(inner, f.atom, negated);
        const holds = world.tell(literal);
        if (holds === null) return [{ literals: [literal], extra: [] }];
        return holds === negated ? [] : [ALWAYS];
      }
      case 'not':
        return walk(f.part, inner, !negated, base);
      case 'and':
      case 'or': {
        const parts = f.parts.map((part) => walk(part, inner, negated, base));
        return (f.kind === 'and') === negated ? any(parts) : all(parts, base);
      }
      case 'forall':
      case 'exists': {
        if ((f.kind === 'forall') !== negated)
          return all(
            scopesOver(inner, f.variables, world).map((s) => walk(f.part, s, negated, base)),
            base,
          );
        const bound = new Map(inner);
        for (const [i, { name }] of f.variables.entries()) bound.set(name, base + i);
        const own = f.variables;
        const ways = walk(f.part, bound, negated, base + own.length);
        return ways.map(({ literals, extra }) => ({ literals, extra: [...own, ...extra] }));
      }
    }
  };
  return walk(formula, scope, false, next);
};

const shift = (literal: LiftedLiteral, base: number, by: number): LiftedLiteral =>
  by === 0
    ? literal
    : { ...literal, args: literal.args.map((arg) => (typeof arg === 'number' && arg >= base ? arg + by : arg)) };

const both = (left: readonly Conjunction[], right: readonly Conjunction[], base: number): Conjunction[] => {
  if (left.length * right.length > MOST_WAYS) throw tooMany();
  return left.flatMap((a) =>
    right.map((b) => ({
      literals: [...a.literals, ...b.literals.map((literal) => shift(literal, base, a.extra.length))],
      extra: [...a.extra, ...b.extra],
    })),
  );
};

/** All parts have to hold. Parameters from `base` on are the parts' own. */
const all = (parts: readonly Conjunction[][], base: number): Conjunction[] => {
  // Most parts are single literals: gathering them first keeps long conjunctions linear.
  const isPlain = ([first, second]: readonly Conjunction[]): boolean =>
    second === undefined && first !== undefined && first.extra.length === 0;
  const plain = parts.filter(isPlain).flatMap(([first]) => first?.literals ?? []);
  const start: Conjunction[] = [{ literals: plain, extra: [] }];
  return parts.filter((part) => !isPlain(part)).reduce((left, right) => both(left, right, base), start);
};

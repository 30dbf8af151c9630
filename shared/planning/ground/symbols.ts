import { TaskError } from '../task-error.ts';
import type { LiftedAction, LiftedAtom, LiftedLiteral, LiftedTask, LiftedTerm } from '../../ports/planning-task.ts';

/** A term as a number: a parameter's index, or `~object`. */
export type Term = number;

export interface Literal {
  readonly predicate: number;
  readonly terms: readonly Term[];
  readonly negated: boolean;
}

export interface Equality {
  readonly left: Term;
  readonly right: Term;
  readonly negated: boolean;
}

export interface Condition {
  readonly positive: readonly Literal[];
  readonly negative: readonly Literal[];
  readonly equalities: readonly Equality[];
}

export interface Effect {
  readonly literal: Literal;
  readonly when: Condition | null;
}

export interface Action {
  readonly source: LiftedAction;
  /** Which objects each parameter may stand for: 1 where it may. */
  readonly allowed: readonly Uint8Array[];
  readonly condition: Condition;
  readonly effects: readonly Effect[];
}

export interface Predicate {
  readonly name: string;
  readonly arity: number;
  /** Whether an action makes it true, or false. */
  added: boolean;
  deleted: boolean;
}

/** The task with every name replaced by a number. */
export interface Symbols {
  readonly task: LiftedTask;
  readonly objects: readonly string[];
  readonly predicates: readonly Predicate[];
  readonly actions: readonly Action[];
  readonly init: readonly Literal[];
  readonly goal: Condition;
  /** The value of a cost function for its arguments. */
  valueOf(atom: LiftedAtom, objects: ArrayLike<number>): number;
}

/** Joins mark positions as bits of one word. */
const MOST_ARGUMENTS = 30;

const invalid = (details: string): TaskError => new TaskError('PLANNING_INVALID', details);

const membersOf = (task: LiftedTask): Map<string, Uint8Array> => {
  const parents = new Map<string, string[]>();
  for (const { name, parent } of task.types) parents.set(name, [...(parents.get(name) ?? []), parent]);
  const members = new Map<string, Uint8Array>();
  for (const name of ['object', ...parents.keys()])
    if (!members.has(name)) members.set(name, new Uint8Array(task.objects.length));
  for (const [index, object] of task.objects.entries()) {
    const open = [...object.types, 'object'];
    const seen = new Set<string>();
    for (let type = open.pop(); type !== undefined; type = open.pop()) {
      if (seen.has(type)) continue;
      seen.add(type);
      const of = members.get(type) ?? new Uint8Array(task.objects.length);
      of[index] = 1;
      members.set(type, of);
      open.push(...(parents.get(type) ?? []));
    }
  }
  return members;
};

/**
 * Numbers all names of a task and checks that they fit together.
 * @throws TaskError PLANNING_INVALID for unknown objects or types, and relations used with different numbers of arguments;
 * PLANNING_TOO_LARGE for relations with too many.
 */
export const symbolsOf = (task: LiftedTask): Symbols => {
  const objects = task.objects.map(({ name }) => name);
  const objectIds = new Map(objects.map((name, index) => [name, index]));
  if (objectIds.size !== objects.length) throw invalid('Two objects have the same name.');
  const members = membersOf(task);
  const predicates: Predicate[] = [];
  const predicateIds = new Map<string, number>();

  const predicateOf = ({ predicate: name, args }: LiftedAtom): number => {
    // Nothing is wrong with it: only this can’t hold it.
    if (args.length > MOST_ARGUMENTS)
      throw new TaskError('PLANNING_TOO_LARGE', `“${name}” has more than ${MOST_ARGUMENTS} arguments.`);
    const known = predicateIds.get(name);
    if (known === undefined) {
      predicateIds.set(name, predicates.length);
      return predicates.push({ name, arity: args.length, added: false, deleted: false }) - 1;
    }
    const { arity } = predicates[known]!;
    if (arity !== args.length)
      throw invalid(`“${name}” has ${arity} arguments in one place and ${args.length} in another.`);
    return known;
  };
  const termOf = (term: LiftedTerm, action?: LiftedAction): Term => {
    if (typeof term === 'number') {
      if (!action || !(term >= 0 && term < action.parameters.length))
        throw invalid(`${action?.name ?? 'The goal'} uses a parameter ${term} that it does not have.`);
      return term;
    }
    const id = objectIds.get(term);
    if (id === undefined) throw invalid(`There is no object “${term}”.`);
    return ~id;
  };
  const literalOf = (literal: LiftedLiteral, action?: LiftedAction): Literal => ({
    predicate: predicateOf(literal),
    terms: literal.args.map((term) => termOf(term, action)),
    negated: literal.negated ?? false,
  });
  const conditionOf = (literals: readonly LiftedLiteral[], action?: LiftedAction): Condition => {
    const [positive, negative, equalities]: [Literal[], Literal[], Equality[]] = [[], [], []];
    for (const literal of literals) {
      if (literal.predicate === '=') {
        const [left, right] = literal.args;
        if (left === undefined || right === undefined) throw invalid('“=” compares two objects.');
        const negated = literal.negated ?? false;
        equalities.push({ left: termOf(left, action), right: termOf(right, action), negated });
      } else (literal.negated ? negative : positive).push(literalOf(literal, action));
    }
    return { positive, negative, equalities };
  };
  const allowedFor = (types: readonly string[], action: LiftedAction): Uint8Array => {
    const sets = types.map((type) => {
      const set = members.get(type);
      if (!set) throw invalid(`${action.name} has a parameter of the unknown type “${type}”.`);
      return set;
    });
    if (sets.length === 1) return sets[0]!;
    return Uint8Array.from(objects, (_, index) => (sets.length === 0 || sets.some((set) => set[index] === 1) ? 1 : 0));
  };

  const init = task.init.map((atom) => literalOf(atom));
  const actions = task.actions.map((source): Action => {
    const effects = source.effects.map((effect): Effect => {
      const literal = literalOf(effect, source);
      const predicate = predicates[literal.predicate]!;
      if (literal.negated) predicate.deleted = true;
      else predicate.added = true;
      return { literal, when: effect.when && effect.when.length > 0 ? conditionOf(effect.when, source) : null };
    });
    return {
      source,
      allowed: source.parameters.map(({ types }) => allowedFor(types, source)),
      condition: conditionOf(source.precondition, source),
      effects,
    };
  });
  const goal = conditionOf(task.goal);

  const values = new Map<string, number>();
  for (const { predicate, args, value } of task.values ?? []) values.set([predicate, ...args].join(' '), value);
  const valueOf = ({ predicate, args }: LiftedAtom, bound: ArrayLike<number>): number => {
    const key = [predicate, ...args.map((arg) => (typeof arg === 'number' ? objects[bound[arg]!] : arg))].join(' ');
    const value = values.get(key);
    if (value === undefined) throw invalid(`The function (${key}) has no value.`);
    return value;
  };
  return { task, objects, predicates, actions, init, goal, valueOf };
};

import { type GroundBudget, Stopped, tooLarge } from './budget.ts';
import { Ints } from './ints.ts';
import { Join } from './join.ts';
import { Relation } from './relation.ts';
import type { Action, Condition, Effect, Literal, Symbols } from './symbols.ts';
import { TupleTable } from './tuple-table.ts';

/** What can become true when nothing is ever deleted: atoms by predicate, and the parameters of the actions that apply. */
export interface Reachable {
  readonly relations: readonly Relation[];
  /** By action: one tuple of objects for each of its operators. */
  readonly operators: readonly TupleTable[];
}

const CHECK_EVERY = 1023;

/** An effect of one operator that waits for a part of its condition to be reached. */
interface Waiting {
  readonly effect: Effect;
  readonly when: Condition;
  readonly bound: Int32Array;
  /** The first part of the condition that was not looked at. */
  readonly from: number;
}

/** A negative condition fails for certain when its atom is true at first and nothing deletes it. */
const neverFalse = (symbols: Symbols, initial: readonly Uint8Array[], relations: readonly Relation[]) => {
  const row = new Int32Array(64);
  return ({ predicate, terms }: Literal, bound: Int32Array): boolean => {
    if (symbols.predicates[predicate]!.deleted) return false;
    for (let i = 0; i < terms.length; i++) row[i] = terms[i]! < 0 ? ~terms[i]! : bound[terms[i]!]!;
    const at = relations[predicate]!.table.find(row);
    return at >= 0 && at < initial[predicate]!.length;
  };
};

/**
 * Delete-relaxed reachability as a semi-naive fixpoint of joins: each new atom is matched once against each condition
 * that may need it (after Helmert, "Concise finite-domain representations for PDDL planning tasks", 2009). With `idleOnce` of operators
 * that differ only in what nothing depends on there is one.
 * @throws TaskError PLANNING_TOO_LARGE over budget; Stopped when told to stop.
 */
export const reach = (symbols: Symbols, budget: GroundBudget, idleOnce = false): Reachable => {
  const { predicates, actions } = symbols;
  const relations = predicates.map(({ arity }) => new Relation(arity));
  const operators = actions.map(({ allowed }) => new TupleTable(allowed.length));
  const queue = new Ints(1024);
  let atoms = 0;
  let operatorCount = 0;
  let work = 0;
  const tuple = new Int32Array(64);

  const reached = (predicate: number): void => {
    if (++atoms > budget.maxAtoms) throw tooLarge('facts', budget.maxAtoms);
    queue.push(predicate);
  };
  /** By predicate: what waits for atoms that are not reached yet. */
  const awaited = predicates.map(({ arity }) => new TupleTable(arity));
  const waiting: (Waiting[] | undefined)[][] = predicates.map(() => []);
  for (const { predicate, terms } of symbols.init) {
    const relation = relations[predicate]!;
    const before = relation.table.size;
    relation.table.add(terms.map((term) => ~term));
    if (relation.table.size === before) continue;
    if (predicates[predicate]!.added) reached(predicate);
    else relation.show();
  }
  const initial = relations.map(({ table }) => new Uint8Array(table.size));
  const isNeverFalse = neverFalse(symbols, initial, relations);

  const fill = (terms: readonly number[], bound: Int32Array): void => {
    for (let i = 0; i < terms.length; i++) tuple[i] = terms[i]! < 0 ? ~terms[i]! : bound[terms[i]!]!;
  };
  const add = ({ literal: { predicate, terms } }: Effect, bound: Int32Array): void => {
    fill(terms, bound);
    const { table } = relations[predicate]!;
    const before = table.size;
    table.add(tuple);
    if (table.size !== before) reached(predicate);
  };
  /** Adds what an effect under a condition adds once the condition can be met. */
  const addWhen = (effect: Effect, when: Condition, bound: Int32Array, from: number): void => {
    for (let i = from; i < when.positive.length; i++) {
      const { predicate, terms } = when.positive[i]!;
      fill(terms, bound);
      if (relations[predicate]!.table.find(tuple) >= 0) continue;
      if (!predicates[predicate]!.added) return;
      const place = awaited[predicate]!.add(tuple);
      (waiting[predicate]![place] ??= []).push({ effect, when, bound: bound.slice(), from: i + 1 });
      return;
    }
    add(effect, bound);
  };
  const meets = ({ equalities, negative }: Condition, bound: Int32Array): boolean =>
    !negative.some((literal) => isNeverFalse(literal, bound)) &&
    equalities.every(({ left, right, negated }) => {
      const isSame = (left < 0 ? ~left : bound[left]) === (right < 0 ? ~right : bound[right]);
      return isSame !== negated;
    });

  const applies = (action: Action, table: TupleTable) => (bound: Int32Array) => {
    if ((++work & CHECK_EVERY) === 0 && budget.shouldStop()) throw new Stopped();
    for (const literal of action.condition.negative) if (isNeverFalse(literal, bound)) return;
    const before = table.size;
    table.add(bound);
    if (table.size === before) return;
    if (++operatorCount > budget.maxOperators) throw tooLarge('actions', budget.maxOperators);
    for (const effect of action.effects) {
      if (effect.literal.negated) continue;
      const { when } = effect;
      if (when === null) add(effect, bound);
      else if (meets(when, bound)) addWhen(effect, when, bound, 0);
    }
  };

  const triggers: { readonly join: Join; readonly condition: number }[][] = predicates.map(() => []);
  const joins = actions.map(
    (action, index) => new Join(action, relations, applies(action, operators[index]!), idleOnce),
  );
  const unprompted: Join[] = [];
  for (const [index, { condition }] of actions.entries()) {
    const join = joins[index]!;
    const prompts = condition.positive.filter(({ predicate }) => predicates[predicate]!.added);
    if (prompts.length === 0) unprompted.push(join);
    for (const [at, { predicate }] of condition.positive.entries())
      if (predicates[predicate]!.added) triggers[predicate]!.push({ join, condition: at });
  }
  for (const join of unprompted) join.all();
  for (let head = 0; head < queue.length; head++) {
    if ((++work & CHECK_EVERY) === 0 && budget.shouldStop()) throw new Stopped();
    const predicate = queue.values[head]!;
    const relation = relations[predicate]!;
    const row = relation.visible;
    relation.show();
    for (const { join, condition } of triggers[predicate]!) join.with(condition, row);
    if (awaited[predicate]!.size === 0) continue;
    const { tuples, width } = relation.table;
    const place = awaited[predicate]!.find(tuples.subarray(row * width, (row + 1) * width));
    if (place < 0) continue;
    const ready = waiting[predicate]![place] ?? [];
    waiting[predicate]![place] = undefined;
    for (const { effect, when, bound, from } of ready) addWhen(effect, when, bound, from);
  }
  return { relations, operators };
};

import { type GroundBudget, Stopped, tooLarge } from './budget.ts';
import { Ints } from './ints.ts';
import { Join } from './join.ts';
import { Relation } from './relation.ts';
import type { Action, Literal, Symbols } from './symbols.ts';
import { TupleTable } from './tuple-table.ts';

/** What can become true when nothing is ever deleted: atoms by predicate, and the parameters of the actions that apply. */
export interface Reachable {
  readonly relations: readonly Relation[];
  /** By action: one tuple of objects for each of its operators. */
  readonly operators: readonly TupleTable[];
}

const CHECK_EVERY = 1023;

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
 * that may need it (after Helmert, "Concise finite-domain representations for PDDL planning tasks", 2009).
 * @throws TaskError PLANNING_TOO_LARGE over budget; Stopped when told to stop.
 */
export const reach = (symbols: Symbols, budget: GroundBudget): Reachable => {
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

  const applies = (action: Action, table: TupleTable) => (bound: Int32Array) => {
    if ((++work & CHECK_EVERY) === 0 && budget.shouldStop()) throw new Stopped();
    for (const literal of action.condition.negative) if (isNeverFalse(literal, bound)) return;
    const before = table.size;
    table.add(bound);
    if (table.size === before) return;
    if (++operatorCount > budget.maxOperators) throw tooLarge('actions', budget.maxOperators);
    for (const { literal } of action.effects) {
      if (literal.negated) continue;
      const { terms, predicate } = literal;
      for (let i = 0; i < terms.length; i++) tuple[i] = terms[i]! < 0 ? ~terms[i]! : bound[terms[i]!]!;
      const { table: atomTable } = relations[predicate]!;
      const size = atomTable.size;
      atomTable.add(tuple);
      if (atomTable.size !== size) reached(predicate);
    }
  };

  const triggers: { readonly join: Join; readonly condition: number }[][] = predicates.map(() => []);
  const joins = actions.map((action, index) => new Join(action, relations, applies(action, operators[index]!)));
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
  }
  return { relations, operators };
};
